using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Messaging.Broker;
using Ehcp.TestKit;

namespace Ehcp.Scheduler.Tests.Plans;

/// <summary>What other systems are told of the messages they may listen to: docs/asyncapi.yaml, and the table in docs/events.md, both from the
/// contracts.</summary>
public sealed class BreachDocumentationTests
{
    private const string Begin = "<!-- begin: from the contracts; EHCP_WRITE_DOCS=1 and the tests of the Scheduler write it anew -->";
    private const string End = "<!-- end: from the contracts -->";

    private static readonly (Route Route, string Summary)[] Messages =
    [
        (Topology.DeadlineBreached, "The last day of a duty passed in London without its outcome."),
        (Topology.BreachCleared, "A breach that was announced does not stand any more."),
    ];

    private static readonly Dictionary<string, (string Meaning, string Type)> Fields = new()
    {
        ["authority"] = ("The authority's ONS code.", "type: string"),
        ["caseReference"] = ("The authority's reference of the case.", "type: string"),
        ["milestone"] = ("What should have been done, such as final-plan.", "type: string"),
        ["clock"] = ("The process it belongs to, such as the request id.", "type: string"),
        ["lastDay"] = ("The last day that was in time, in London.", "type: string\n          format: date"),
    };

    [Fact]
    public async Task The_AsyncAPI_document_is_what_the_contracts_say()
    {
        var file = Path.Combine(Checkout.Folder, "docs", "asyncapi.yaml");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, AsyncApi(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(AsyncApi(), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_documentation_of_events_has_what_goes_out()
    {
        var file = Path.Combine(Checkout.Folder, "docs", "events.md");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, text[..from] + Tables() + text[to..], TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(Tables(), text[from..to]);
    }

    private static IEnumerable<string> FieldsOf(Route route) => ContractsJson.Options.GetTypeInfo(route.Message).Properties.Select(property => property.Name);

    private static string Tables()
    {
        var page = new StringBuilder("\n\n");
        foreach (var (route, summary) in Messages)
        {
            page.Append($"### `{route.Message.Name}`\n\n{summary} Exchange `{route.Exchange}`.\n\n| field | what it holds |\n| --- | --- |\n");
            foreach (var field in FieldsOf(route))
            {
                page.Append($"| `{field}` | {Fields[field].Meaning} |\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    private static string AsyncApi()
    {
        var page = new StringBuilder("""
            # From the contracts; EHCP_WRITE_DOCS=1 and the tests of the Scheduler write it anew.
            asyncapi: 3.1.0
            info:
              title: EHCP deadline tracker, messages of and for other systems
              version: 1.0.0
              description: >-
                To listen, bind a queue of your own to an exchange. Delivery is at least once and in no order: a breach stands when
                DeadlineBreached came more often than BreachCleared for the same authority, case, milestone, clock and last day,
                counting each messageId once. Until a queue is bound messages are dropped; GET /v1/alerts has what was told.
                To send case events, publish them to ehcp.inbound: docs/doors.md.
            defaultContentType: application/json
            channels:

            """);
        foreach (var (route, _) in Messages)
        {
            page.Append($$"""
                  {{Camel(route)}}:
                    address: {{route.Exchange}}
                    messages:
                      {{Camel(route)}}:
                        $ref: '#/components/messages/{{Camel(route)}}'
                    bindings:
                      amqp:
                        is: routingKey
                        exchange:
                          name: {{route.Exchange}}
                          type: fanout
                          durable: true
                          autoDelete: false
                        bindingVersion: 0.3.0

                """);
        }

        page.Append(Inbound.Channels);
        page.Append("operations:\n").Append(Inbound.Operations);
        foreach (var (route, _) in Messages)
        {
            page.Append($"  announce{route.Message.Name}:\n    action: send\n    channel:\n      $ref: '#/channels/{Camel(route)}'\n");
        }

        page.Append("components:\n  messages:\n").Append(Inbound.Messages);
        foreach (var (route, summary) in Messages)
        {
            page.Append($"    {Camel(route)}:\n      name: {route.Message.Name}\n      summary: {summary}\n      payload:\n        $ref: '#/components/schemas/{Camel(route)}'\n");
        }

        page.Append("  schemas:\n").Append(Inbound.Schemas);
        foreach (var (route, _) in Messages)
        {
            page.Append($"    {Camel(route)}:\n      type: object\n      required: [{string.Join(", ", FieldsOf(route))}]\n      properties:\n");
            foreach (var field in FieldsOf(route))
            {
                page.Append($"        {field}:\n          {Fields[field].Type}\n          description: {Fields[field].Meaning}\n");
            }
        }

        return page.ToString();
    }

    private static string Camel(Route route) => JsonNamingPolicy.CamelCase.ConvertName(route.Message.Name);
}
