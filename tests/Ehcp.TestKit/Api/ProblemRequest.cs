using System.Net.Http.Headers;
using System.Text;

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

    private const string Good = """
        { "specversion": "1.0", "id": "a-2", "source": "synergy", "type": "ehcp.request-received.v1", "subject": "EHC-2026-0002", "time": "2026-01-05T09:30:00Z", "data": { "authority": "330", "receivedOn": "2026-01-05" } }
        """;

    private const string Reassignment = """{ "from": "leaves@council.example", "to": "stays@council.example" }""";

    private const string CloudEvent = "application/cloudevents+json";

    /// <summary>What must be so beforehand, as a clause after "when"; null where it is always answered so. The test of the service brings it about.</summary>
    public string? When { get; init; }

    /// <summary>A header that matters.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>How often <see cref="Body"/> is repeated, with a comma between, in an array; 1 for as it stands.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Whether a signed-in person sends it, in a browser.</summary>
    public bool IsOfPerson { get; init; }

    /// <summary>One for each kind.</summary>
    public static IReadOnlyList<ProblemRequest> All { get; } =
    [
        new("not-json", "Intake", "POST", "/v1/events", "{", CloudEvent, "events:send"),
        new("not-a-cloudevent", "Intake", "POST", "/v1/events", "{}", CloudEvent, "events:send"),
        new("event-invalid", "Intake", "POST", "/v1/events", Event.Trim(), CloudEvent, "events:send"),
        new("media-type", "Intake", "POST", "/v1/events", "an event", "text/plain", "events:send"),
        new("event-not-found", "Intake", "GET", "/v1/events?source=synergy&id=never", Scope: "events:send"),
        new("unknown-import", "Intake", "GET", "/v1/imports/5a1e0b46-6d0e-4f0d-9a43-1f6f7a1f2b11", Scope: "events:send"),
        new("unknown-key", "Intake", "GET", "/v1/keys/nothing", Scope: "admin"),
        new("key-too-wide", "Intake", "POST", "/v1/keys", """{ "name": "reader", "scopes": ["cases:read"] }""", Scope: "admin"),
        new("key-exists", "Intake", "POST", "/v1/keys", """{ "name": "admin", "scopes": ["operate"] }""", Scope: "admin")
        {
            When = "there is a key of this name, or was",
        },
        new("key-fixed", "Intake", "POST", "/v1/keys/admin/revoke", Scope: "admin") { When = "this key stands in the settings of the service" },
        new("too-many-requests", "Intake", "GET", "/v1/rejections", Scope: "events:send") { When = "the key may ask once a minute, and has" },
        new("quota-used", "Intake", "POST", "/v1/events", Good.Trim(), CloudEvent, "events:send")
        {
            When = "the key may send one event a day, and has",
        },
        new("too-many-wrong-keys", "Intake", "GET", "/v1/rejections", Scope: "events:send")
        {
            When = "the key is not known, and twenty such keys have come from this address within a minute",
        },
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
        new("bad-request", "Intake", "POST", "/v1/imports?mapping=sen2-requests&source=sen2&authority=330", "no form", "multipart/form-data; boundary=b", "events:send"),
        new("event-conflict", "Intake", "POST", "/v1/events", Good.Trim(), CloudEvent, "events:send")
        {
            When = "an event of this source and id has been sent before, about another case",
        },
        new("sender-not-allowed", "Intake", "POST", "/v1/events", Good.Trim().Replace("330", "383", StringComparison.Ordinal), CloudEvent, "events:send")
        {
            When = "the key is for another authority only",
        },
        new("too-many-events", "Intake", "POST", "/v1/events", Good.Trim(), "application/cloudevents-batch+json", "events:send") { Times = 1_001 },
        new("too-large", "Intake", "POST", "/v1/events", Good.Trim(), CloudEvent, "events:send") { Times = 10_000 },
        new("unavailable", "Intake", "POST", "/v1/events", Good.Trim(), CloudEvent, "events:send") { When = "the database takes no connections" },
        new(
            "import-running", "Intake", "POST", "/v1/imports?mapping=sen2-requests&source=sen2&authority=330", "Case,Date\nA-1,2026-01-05\n", "text/csv",
            "events:send")
        {
            When = "a file of this source, mapping and authority is being read",
        },
        new("not-allowed", "Intake", "POST", "/imports", "", "application/x-www-form-urlencoded", "events:send") { Header = ("Sec-Fetch-Site", "cross-site") },
        new("unknown-case", "Scheduler", "GET", "/v1/cases/330/EHC-2026-9999", Scope: "cases:read"),
        new("unknown-authority", "Scheduler", "GET", "/v1/cases/999/EHC-2026-0001", Scope: "cases:read"),
        new(
            "unknown-alert", "Scheduler", "POST", "/v1/alerts/999999/acknowledge", """{ "until": "2026-07-20", "plan": "awaiting-advice" }""",
            Scope: "alerts:acknowledge"),
        new("unknown-recalculation", "Scheduler", "GET", "/v1/recalculations/999999", Scope: "admin"),
        new("unknown-webhook", "Scheduler", "POST", "/v1/webhooks/1/pause", Scope: "admin"),
        new("webhooks-not-set", "Scheduler", "POST", "/v1/webhooks", """{ "url": "https://cases.council.example/hooks/ehcp" }""", Scope: "admin"),
        new("intake-not-set", "Scheduler", "POST", "/v1/reassignments", Reassignment, Scope: "admin"),
        new("intake-away", "Scheduler", "POST", "/v1/reassignments", Reassignment, Scope: "admin")
        {
            When = "this officer has an open case, and nobody answers at the address of Intake",
        },
        new("authority-not-allowed", "Scheduler", "GET", "/v1/alerts?authority=330", Scope: "cases:read") { When = "the key is for another authority only" },
        new("address-not-allowed", "Scheduler", "POST", "/v1/refused-addresses/remember", """[ "pat@council.example" ]""", Scope: "admin")
        {
            When = "the key is for one authority only, and the address is of another's officer",
        },
        new(
            "alert-cleared", "Scheduler", "POST", "/v1/alerts/1/acknowledge", """{ "until": "2026-06-02", "plan": "awaiting-advice" }""",
            Scope: "alerts:acknowledge")
        {
            When = "the plan of this alert has been sent",
        },
        new("conflict", "Scheduler", "POST", "/v1/reorganisations?dryRun=false", """{ "authority": "909", "rest": "942" }""", Scope: "operate")
        {
            When = "the vesting day is still ahead (of Cumbria, 1 April 2023)",
        },
        new("recalculation-running", "Scheduler", "POST", "/v1/recalculations", Scope: "operate") { When = "one has been asked for and has not finished" },
        new("not-written-down", "Scheduler", "GET", "/v1/cases/330/EHC-2026-0001", Scope: "cases:read") { When = "the access log cannot be written" },
        new("error", "Scheduler", "GET", "/v1/alerts", Scope: "cases:read") { When = "something fails that never should" },
        new("no-successor", "Scheduler", "POST", "/v1/reorganisations", """{ "authority": "E08000025" }""", Scope: "admin"),
        new("body-invalid", "Intake", "POST", "/v1/outbox/skip", """{ "ids": [1] }""", Scope: "admin"),
        new("not-complete", "Reporting", "POST", "/v1/public-editions?authority=E08000025", Scope: "figures:publish")
        {
            When = "it is not known yet that every event up to this instant has been counted",
        },
        new("whole-authority-only", "Reporting", "GET", "/v1/sen2/requests")
        {
            When = "an officer is signed in, who sees the cases of one team", IsOfPerson = true,
        },
        new("no-edition", "Reporting", "GET", "/v1/public/rates?authority=E08000025", Scope: "figures:read"),
        new("unknown-reconciliation", "Reporting", "GET", "/v1/reconciliations/1", Scope: "cases:read"),
        new("unknown-report", "Reporting", "GET", "/v1/reports/1", Scope: "figures:read"),
    ];

    /// <summary>Those of one service that are always answered so, or those that something must be so for.</summary>
    public static IEnumerable<ProblemRequest> Of(string service, bool prepared = false) =>
        All.Where(request => request.Service == service && !request.IsOfPerson && request.When is not null == prepared);

    /// <summary>The one of this kind.</summary>
    public static ProblemRequest OfKind(string name) => All.Single(request => request.Name == name);

    /// <summary>To be sent by a program, which gets JSON of a page too.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(Path, UriKind.Relative));
        message.Headers.Accept.ParseAdd("application/json");
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Times == 1 ? Body : $"[{string.Join(',', Enumerable.Repeat(Body, Times))}]"));
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        }

        if (Header is { } header)
        {
            message.Headers.Add(header.Name, header.Value);
        }

        return message;
    }
}
