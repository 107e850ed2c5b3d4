using Ehcp.Hosting.Api;

namespace Ehcp.Hosting.Health;

/// <summary>What the API description says of health and metrics. A probe is answered whatever else it adds to the address.</summary>
internal static class HealthTexts
{
    private const string Running = "Running the service";

    internal static RouteText Live { get; } = new(
        "ReadLiveness", Running, "Ask whether the process answers",
            "It says nothing of what the service needs: a restart would not bring a database back. Open without a key.")
    {
        NamesVary = true,
        Answers = [new(200, "It answers", typeof(Liveness), """{ "status": "live" }""")],
    };

    internal static RouteText Ready { get; } = new(
        "ReadReadiness", Running, "Ask whether the service can work",
        "Asks everything that it cannot work without, for two seconds at most. Why something does not work is in the log. Open without a key.")
    {
        NamesVary = true,
        Answers =
        [
            new(200, "Everything works", typeof(Readiness.Answer), """{ "status": "ready", "checks": { "database": "ready" } }"""),
            new(503, "Something does not work", typeof(Readiness.Answer), """{ "status": "not ready", "checks": { "database": "not available" } }"""),
        ],
    };

    internal static RouteText Metrics { get; } = new(
        "ReadMetrics", Running, "Read the metrics", "For Prometheus, in its text format or as OpenMetrics, whichever is asked for.")
    {
        NamesVary = true,
        Answers =
        [
            new(200, "The metrics", typeof(string), "# TYPE process_cpu_count gauge\nprocess_cpu_count 2\n")
            {
                MediaType = "text/plain",
                AlsoAs = ["application/openmetrics-text"],
            },
        ],
    };
}

/// <summary>That the process answers.</summary>
/// <param name="Status">Always <c>live</c>.</param>
internal sealed record Liveness(string Status);
