using System.Diagnostics.Metrics;

namespace Ehcp.Hosting.Passes;

/// <summary>What becomes of the work that is repeated. Alarm on passes that are left behind, and on a loop that ends none.</summary>
internal static class PassMetrics
{
    private static readonly Meter Meter = new("Ehcp.Hosting.Passes");

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "ehcp.passes", "{pass}", "Passes of the work that is repeated, by how they ended: done, failed, late or left behind");

    internal static void Done(Type pass) => Count(pass, "done");

    internal static void Failed(Type pass, Exception failure) => Count(pass, failure switch
    {
        LeftBehindException => "left behind",
        TimeoutException => "late",
        _ => "failed",
    });

    private static void Count(Type pass, string end) => Ended.Add(1, new("pass", pass.Name), new KeyValuePair<string, object?>("end", end));
}
