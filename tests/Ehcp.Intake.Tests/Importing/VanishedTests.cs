using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>What the last file told and this one does not.</summary>
public sealed class VanishedTests(RunningIntake intake) : ImportTest(intake)
{
    [Fact]
    public async Task A_thousand_rows_that_vanish_are_told_of_and_nothing_is_deleted()
    {
        var rows = Enumerable.Range(0, 1_200).Select(at => Wide.Row($"E-{at:0000}")).ToList();
        await SendAsync(Wide.File(rows));
        var before = await LedgerAsync();

        var report = await SendAsync(Wide.File(rows.Take(200)));

        Assert.Equal((1_000, 200), (Rows(report, "vanished"), Rows(report, "unchanged")));
        Assert.Equal(before, await LedgerAsync());
        var page = (await Intake.GetAsync($"/v1/imports/{report["id"]}/vanished?limit=600")).Json;
        var rest = (await Intake.GetAsync($"/v1/imports/{report["id"]}/vanished?limit=600&after={page["next"]}")).Json;
        Assert.Equal(
            Enumerable.Range(200, 1_000).Select(at => $"E-{at:0000}"),
            page["cases"]!.AsArray().Concat(rest["cases"]!.AsArray()).Select(one => (string)one!["caseReference"]!));
        Assert.Null(rest["next"]);

        Assert.Equal(0, Rows(await SendAsync(Wide.File(rows.Take(200))), "vanished")); // told of once
        Assert.Equal((1_200, 0), (Rows(await SendAsync(Wide.File(rows)), "unchanged"), (await VanishedAsync(report)).Count));
    }

    [Fact]
    public async Task A_value_that_became_empty_is_told_of_and_stands()
    {
        await SendAsync(Wide.File(Wide.Row("F-1", planOn: "01/06/2026")));

        var report = await SendAsync(Wide.File(Wide.Row("F-1")));

        Assert.Equal((0, 0), (Events(report, "retractions"), Rows(report, "refused")));
        Assert.Equal("2 Final plan value-gone", await ErrorsAsync(report));
        Assert.DoesNotContain(await FactsAsync(), fact => fact.Fact is EventRetracted);
        Assert.Equal(1, Rows(await SendAsync(Wide.File(Wide.Row("F-1"))), "unchanged"));
    }

    [Fact]
    public async Task Where_the_mapping_says_so_it_is_taken_back_with_all_that_stood_before_it()
    {
        await SendAsync(Wide.File(Wide.Row("G-1", planOn: "01/06/2026")), whenEmpty: "retract");
        await SendAsync(Wide.File(Wide.Row("G-1", planOn: "02/06/2026")), whenEmpty: "retract");

        var report = await SendAsync(Wide.File(Wide.Row("G-1")), whenEmpty: "retract");

        Assert.Equal(2, Events(report, "retractions"));
        var facts = await FactsAsync();
        Assert.Equal(
            facts.Where(fact => fact.Fact is FinalPlanSent).Select(fact => fact.Id).Order(StringComparer.Ordinal),
            facts.Select(fact => fact.Fact).OfType<EventRetracted>().Select(fact => fact.RetractedId).Order(StringComparer.Ordinal));

        await SendAsync(Wide.File(Wide.Row("G-1", planOn: "02/06/2026")), whenEmpty: "retract");
        var plans = (await FactsAsync()).Where(fact => fact.Fact is FinalPlanSent).ToList();
        Assert.Equal(3, plans.Select(fact => fact.Id).Distinct().Count()); // told anew, under an id that nothing took back
    }

    [Fact]
    public async Task A_row_that_moves_to_another_case_leaves_the_first()
    {
        var mapping = Wide.Mapping(Name, Source, "retract");
        mapping["row"] = new JsonArray("Team");
        mapping["facts"]!.AsArray().RemoveAt(3);
        await SendAsync(Wide.File(Wide.Row("R-1", team: "7")), mapping);

        var report = await SendAsync(Wide.File(Wide.Row("R-2", team: "7")), mapping);

        Assert.Equal((1, 1), (Events(report, "new"), Events(report, "retractions")));
        var retraction = Assert.Single(await FactsAsync(), fact => fact.Fact is EventRetracted);
        Assert.Equal("R-1", retraction.CaseReference);
        Assert.Equal(1, Rows(await SendAsync(Wide.File(Wide.Row("R-2", team: "7")), mapping), "unchanged"));
    }

    [Fact]
    public async Task An_extract_of_changes_does_not_say_what_vanished()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping["extract"] = "changes";
        await SendAsync(Wide.File(Wide.Row("T-1"), Wide.Row("T-2")), mapping);

        Assert.Equal(0, Rows(await SendAsync(Wide.File(Wide.Row("T-2")), mapping), "vanished"));
    }
}
