namespace Ehcp.TestKit.Api;

/// <summary>A request that is answered with one kind of problem. docs/problems.md prints it, and the tests of its service send it.</summary>
/// <param name="Name">The kind: the end of its URN.</param>
/// <param name="Service"><c>Intake</c>, <c>Scheduler</c> or <c>Reporting</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">What is sent; null for nothing.</param>
/// <param name="MediaType">As what.</param>
/// <param name="Scope">Of a key for every authority and source; null for no key.</param>
public sealed record ProblemRequest(
    string Name, string Service, string Method, string Path, string? Body = null, string MediaType = "application/json", string? Scope = null)
{
    private const string Event = """
        { "specversion": "1.0", "id": "a-1", "source": "synergy", "type": "ehcp.request-received.v1", "subject": "EHC-2026-0001", "time": "2026-01-05T09:30:00Z", "data": {} }
        """;

    private const string CloudEvent = "application/cloudevents+json";

    /// <summary>One for each kind that needs nothing to be so beforehand.</summary>
    public static IReadOnlyList<ProblemRequest> All { get; } =
    [
        new("not-json", "Intake", "POST", "/v1/events", "{", CloudEvent, "events:send"),
        new("not-a-cloudevent", "Intake", "POST", "/v1/events", "{}", CloudEvent, "events:send"),
        new("event-invalid", "Intake", "POST", "/v1/events", Event.Trim(), CloudEvent, "events:send"),
        new("media-type", "Intake", "POST", "/v1/events", "an event", "text/plain", "events:send"),
        new("event-not-found", "Intake", "GET", "/v1/events?source=synergy&id=never", Scope: "events:send"),
        new("unknown-import", "Intake", "GET", "/v1/imports/5a1e0b46-6d0e-4f0d-9a43-1f6f7a1f2b11", Scope: "events:send"),
        new("unknown-mapping", "Intake", "GET", "/v1/mappings/nothing", Scope: "events:send"),
        new(
            "file-refused", "Intake", "POST", "/v1/imports?mapping=sen2-requests&source=sen2&authority=330", "Case,Date\nA-1,2026-01-05\n", "text/csv",
            "events:send"),
        new("mapping-invalid", "Intake", "PUT", "/v1/mappings/my-report", """{ "name": "my-report", "caseReference": { "column": "UPN" }, "facts": [] }""",
            Scope: "events:send"),
        new("schema-not-found", "Intake", "GET", "/v1/schemas/ehcp.nothing.v1"),
        new("parameter-invalid", "Intake", "GET", "/v1/rejections?limit=0", Scope: "events:send"),
        new("key-missing-or-unknown", "Intake", "GET", "/v1/rejections"),
        new("key-not-allowed", "Intake", "POST", "/v1/minutes/announce", Scope: "events:send"),
        new("not-found", "Intake", "GET", "/v1/nothing"),
        new("method-not-allowed", "Intake", "DELETE", "/v1/events"),
        new("unknown-queue", "Intake", "POST", "/v1/errors/nothing/replay", Scope: "admin"),
        new("unknown-access-record", "Intake", "GET", "/v1/access/9223372036854775807", Scope: "access:read"),
        new("body-missing", "Intake", "POST", "/v1/outbox/skip", "", Scope: "admin"),
        new("unknown-case", "Scheduler", "GET", "/v1/cases/330/EHC-2026-9999", Scope: "cases:read"),
        new("unknown-authority", "Scheduler", "GET", "/v1/cases/999/EHC-2026-0001", Scope: "cases:read"),
        new(
            "unknown-alert", "Scheduler", "POST", "/v1/alerts/999999/acknowledge", """{ "until": "2026-07-20", "plan": "awaiting-advice" }""",
            Scope: "alerts:acknowledge"),
        new("unknown-recalculation", "Scheduler", "GET", "/v1/recalculations/999999", Scope: "admin"),
        new(
            "intake-not-set", "Scheduler", "POST", "/v1/reassignments", """{ "from": "leaves@council.example", "to": "stays@council.example" }""",
            Scope: "admin"),
        new("no-successor", "Scheduler", "POST", "/v1/reorganisations", """{ "authority": "E08000025" }""", Scope: "admin"),
        new("body-invalid", "Intake", "POST", "/v1/outbox/skip", """{ "ids": [1] }""", Scope: "admin"),
        new("no-edition", "Reporting", "GET", "/v1/public/rates?authority=E08000025", Scope: "figures:read"),
        new("unknown-report", "Reporting", "GET", "/v1/reports/1", Scope: "figures:read"),
    ];

    /// <summary>Those of one service, by kind.</summary>
    public static IEnumerable<ProblemRequest> Of(string service) => All.Where(request => request.Service == service);

    /// <summary>To be sent.</summary>
    public HttpRequestMessage ToMessage() => new(new HttpMethod(Method), new Uri(Path, UriKind.Relative))
    {
        Content = Body is null ? null : new StringContent(Body, System.Text.Encoding.UTF8, MediaType),
    };
}
