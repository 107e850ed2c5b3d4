using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ehcp.Contracts;

namespace Ehcp.Intake.Tests.Events;

public sealed class AcceptanceProperties(RunningIntake intake) : IClassFixture<RunningIntake>
{
    public static TheoryData<string> Types => [.. FactCatalogue.All.Select(type => type.Name)];

    [Theory, MemberData(nameof(Types))]
    public async Task Any_valid_event_is_accepted_and_announced_as_it_was_sent(string name)
    {
        var type = FactCatalogue.All.Single(known => known.Name == name);
        var seed = PCG.Parse("0N0XIzNsQ0O2");
        JsonObject[] sent = [.. Enumerable.Range(0, 40).Select(at => Given.AnEvent(name, AnyEvent.Of(type).Generate(seed, null, out _)))];

        var answer = await intake.SendBatchAsync(sent);

        Assert.All(((JsonArray)answer.Json).Zip(sent), pair => Assert.True((string?)pair.First!["status"] == "accepted", $"{pair.Second}\n{pair.First}"));
        var announced = (await intake.AnnouncedAsync()).ToDictionary(fact => fact.Id);
        Assert.All(sent, one => AssertAnnounced(one, announced[(string)one["id"]!]));
    }

    private static void AssertAnnounced(JsonObject sent, RecordedFact announced)
    {
        var expected = new JsonObject { ["type"] = (string?)sent["type"] };
        foreach (var (field, value) in (JsonObject)sent["data"]!)
        {
            if (field != "authority")
            {
                expected[field] = value?.DeepClone();
            }
        }

        var actual = JsonSerializer.SerializeToNode(announced.Fact, ContractsJson.Options)!;
        Assert.True(JsonNode.DeepEquals(Sorted(expected), Sorted((JsonObject)actual)), $"sent {expected}\nannounced {actual}");
        Assert.Equal(Authorities.Find((string)sent["data"]!["authority"]!)!.OnsCode, announced.Authority);
        Assert.Equal(((string?)sent["source"], (string?)sent["subject"]), (announced.Source, announced.CaseReference));
        Assert.Equal(DateTimeOffset.Parse((string)sent["time"]!, System.Globalization.CultureInfo.InvariantCulture), announced.Time);
        Assert.Equal(RunningIntake.Now, announced.RecordedAt);
    }

    private static JsonObject Sorted(JsonObject values) =>
        new(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Key, value.Value?.DeepClone())));
}
