using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Cases;
using static Ehcp.Scheduler.Tests.Given;
using CatalogueType = Ehcp.Contracts.FactType;
using LawType = Ehcp.Deadlines.FactType;

namespace Ehcp.Scheduler.Tests.Cases;

public sealed class FactsAsLawTests
{
    public static TheoryData<string> Types { get; } = [.. FactCatalogue.All.Select(type => type.Name)];

    [Fact]
    public void The_wire_and_the_law_know_the_same_types_in_the_same_order() =>
        Assert.Equal(FactCatalogue.All.Select(type => type.Name).Order(StringComparer.Ordinal), LawType.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void The_ids_and_dates_the_law_reads_are_fields_of_the_wire(string name)
    {
        var (wire, law) = (Wire(name), LawType.Of(name));
        var processIds = wire.Fields.Where(field => field.Name is "requestId" or "reviewId" or "reassessmentId" or "appealId");
        var itemIds = wire.Fields.Where(field => field.Rule is { Kind: FieldKind.Id, IsRequired: true } && name != "event-retracted");

        // A claim is known by its request, and also says which review, re-assessment or appeal its milestones belong to.
        Assert.Equal(law.ProcessId.Length == 0 ? [] : [law.ProcessId], processIds.Select(field => field.Name).Take(name == "exemption-claimed" ? 1 : 4));
        Assert.Equal(law.ItemId.Length == 0 ? [] : [law.ItemId], itemIds.Select(field => field.Name));
        Assert.All(law.ClockDates, date => Assert.Equal(FieldKind.Date, Assert.Single(wire.Fields, field => field.Name == date).Rule.Kind));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_field_of_a_fact_reaches_the_law(string name)
    {
        var wire = Wire(name);
        var fact = A(JsonSerializer.Deserialize<Fact>(Example(wire), ContractsJson.Options)!);

        var law = fact.AsLaw();

        Assert.Equal((name, fact.Source, fact.Id, fact.Time), (law.Type, law.Source, law.Id, law.Time));
        Assert.All(wire.Fields, field => Assert.Equal(field.Value(fact.Fact), field.Rule.Kind switch
        {
            FieldKind.Date => law.Fields.Date(field.Name),
            FieldKind.Number => law.Fields.Number(field.Name),
            FieldKind.Codes => law.Fields.List(field.Name),
            _ => law.Fields.Text(field.Name),
        }));
    }

    [Fact]
    public void An_absent_field_is_left_out() =>
        Assert.Null(ARequest("2026-01-05").AsLaw().Fields.Text("route"));

    [Fact]
    public void An_exemption_can_be_claimed_for_every_milestone_of_the_timetable_and_no_other() =>
        Assert.Equal(
            StatutoryTimetable.Shipped.Limits.Select(limit => limit.Milestone).Distinct().Order(StringComparer.Ordinal),
            Codes.Milestones.Order(StringComparer.Ordinal));

    private static CatalogueType Wire(string name) => FactCatalogue.Find($"ehcp.{name}.v1")!;

    private static string Example(CatalogueType type)
    {
        var json = new JsonObject { ["type"] = type.WireType };
        foreach (var field in type.Fields)
        {
            json[field.Name] = field.Rule.Kind switch
            {
                FieldKind.Date => "2026-01-05",
                FieldKind.Number => field.Rule.Maximum,
                FieldKind.Code => field.Rule.Codes[0],
                FieldKind.Codes => new JsonArray([.. field.Rule.Codes.Select(code => JsonValue.Create(code))]),
                FieldKind.Authority => "E08000025",
                _ => "a-1",
            };
        }

        return json.ToJsonString();
    }
}
