using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Simulator.Caseload;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Load;
using Ehcp.Simulator.Published;
using Ehcp.Simulator.Sending;

namespace Ehcp.EndToEnd.Tests.Simulator;

public sealed class SimulatedEventTests
{
    public static TheoryData<string> Feeds => ["published", "open caseload", "load"];

    [Theory, MemberData(nameof(Feeds))]
    public void No_event_breaks_the_catalogue_or_tells_what_had_not_happened_when_it_was_recorded(string feed) =>
        Assert.Empty(Feed(feed).SelectMany(Told.Faults));

    [Theory, MemberData(nameof(Feeds))]
    public void An_id_is_given_once(string feed) =>
        Assert.DoesNotContain(Feed(feed).CountBy(told => told.Id), id => id.Value > 1);

    [Fact]
    public void On_the_wire_it_is_a_CloudEvent_with_the_fields_of_the_catalogue()
    {
        var told = Feed("published").First(told => told.Fact is ExemptionClaimed);
        var json = JsonDocument.Parse(SimulatedEvent.Batch([told])).RootElement[0];

        Assert.Equal(
            ["specversion", "type", "source", "id", "subject", "time", "datacontenttype", "data"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("ehcp.exemption-claimed.v1", json.GetProperty("type").GetString());
        Assert.Equal(told.Time, json.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(told.Authority, json.GetProperty("data").GetProperty("authority").GetString());
        Assert.Equal("final-plan", json.GetProperty("data").GetProperty("milestones")[0].GetString());
    }

    [Fact]
    public void On_the_way_some_come_twice_none_is_lost_and_the_order_is_none()
    {
        SimulatedEvent[] events = [.. Feed("published").Take(5000)];
        var order = UntidyOrder.Of(events, seed: 1);

        Assert.InRange(order.Length, 5001, 5100);
        Assert.Equal(events.ToHashSet(), [.. order]);
        Assert.NotEqual(events, order.Distinct());
        Assert.Equal(order, UntidyOrder.Of(events, seed: 1));
    }

    private static IEnumerable<SimulatedEvent> Feed(string name) => name switch
    {
        "published" => PublishedFigure.Of("330").SelectMany(figure => PublishedYear.Cases(Council.Birmingham, figure)).SelectMany(story => story.Events),
        "open caseload" => OpenCaseload.Cases(Council.Birmingham, new(2026, 11, 24)).SelectMany(story => story.Events),
        "load" => LoadCases.Events("test", 20_000),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such feed."),
    };
}
