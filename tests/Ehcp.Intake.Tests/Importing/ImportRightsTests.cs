using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>Whose mapping, source and authority an import may be.</summary>
public sealed class ImportRightsTests(RunningIntake intake) : ImportTest(intake)
{
    private const string Synergy = RunningIntake.SynergyKey;

    [Fact]
    public async Task Two_authorities_by_one_mapping_are_two_extracts()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping.Remove("authority");
        await SendAsync(Wide.File(Wide.Row("AA-1"), Wide.Row("AA-2")), mapping, "&authority=330");

        var report = await SendAsync(Wide.File(Wide.Row("AA-1")), mapping, "&authority=331");

        Assert.Equal((1, 0, "E08000026"), (Rows(report, "new"), Rows(report, "vanished"), (string?)report["authority"]));
        Assert.Equal(3, (await FactsAsync()).Count);
    }

    [Fact]
    public async Task Nobody_changes_the_mapping_of_somebody_else()
    {
        var (everybodys, theirs) = (Wide.Mapping(Name, Source), Wide.Mapping(Name + "-theirs", Source));
        everybodys.Remove("source");
        await StoreAsync(everybodys);
        await StoreAsync(theirs);

        foreach (var mapping in new[] { everybodys, Wide.Mapping(Name, "synergy"), Wide.Mapping(Name + "-theirs", "synergy") })
        {
            using var caller = Intake.Caller(Synergy);
            using var content = new StringContent(mapping.ToJsonString(), Encoding.UTF8, "application/json");
            var answer = await Answer.OfAsync(await caller.PutAsync(new Uri($"/v1/mappings/{mapping["name"]}", UriKind.Relative), content, Stop));
            Assert.Equal("urn:ehcp:sender-not-allowed", answer.Type);
        }

        Assert.Equal(200, (await PostAsync(Wide.File(Wide.Row("M-2")), $"?mapping={Name}&source=synergy", Synergy)).Status); // to be used it is everybody's
        Assert.Equal(["shipped-name /name"], (await FormAsync(Wide.File(Wide.Row("M-3")), Wide.Mapping("sen2-requests", Source).ToJsonString())).Errors);
    }

    [Fact]
    public async Task An_id_of_another_authority_s_import_tells_nothing_of_it()
    {
        var mapping = Wide.Mapping(Name, "synergy");
        mapping.Remove("authority");
        var theirs = await SendAsync(Wide.File(Wide.Row("T-1"), Wide.Row("T-2")), mapping, "&authority=331");

        var answer = await PostAsync(Wide.File(Wide.Row("T-3")), $"?mapping={Name}&authority=330&id={theirs["id"]}", Synergy);

        Assert.Equal((409, "urn:ehcp:conflict"), (answer.Status, answer.Type));
        Assert.Equal(409, (await PostAsync(Wide.File(Wide.Row("T-1")), $"?mapping={Name}&authority=331&dryRun=true&id={theirs["id"]}")).Status);
    }

    [Fact]
    public async Task A_key_imports_for_its_own_sources_and_authorities_only()
    {
        var (own, other) = (Wide.Mapping(Name, "synergy"), Wide.Mapping(Name + "-other", Source));
        own["authority"] = new JsonObject { ["column"] = "Team" };
        await StoreAsync(own);
        await StoreAsync(other);
        var file = Wide.File(Wide.Row("O-1", team: "330"), Wide.Row("O-2", planOn: "01/06/2026", team: "331"));

        Assert.Equal("urn:ehcp:unknown-mapping", (await PostAsync(file, $"?mapping={Name}-other", Synergy)).Type); // another's mapping is none
        Assert.Equal("urn:ehcp:sender-not-allowed", (await PostAsync(file, $"?mapping={Name}&source={Source}", Synergy)).Type);
        Assert.Equal("urn:ehcp:sender-not-allowed", (await PostAsync(file, $"?mapping={Name}&authority=331", Synergy)).Type);
        Assert.Equal(403, (await PostAsync(file, $"?mapping={Name}", RunningIntake.ReaderKey)).Status);
        own["facts"]!.AsArray().RemoveAt(3);
        await StoreAsync(own);
        var report = await PostAsync(file, $"?mapping={Name}", Synergy);
        Assert.Equal("3 Team authority-not-allowed", await ErrorsAsync(report.Json, Synergy)); // of all its facts, once
        Assert.Equal(
            ["O-1"],
            (await Intake.AnnouncedAsync()).Select(fact => fact.CaseReference).Where(reference => reference.StartsWith("O-", StringComparison.Ordinal)));

        var theirs = await SendAsync(Wide.File(Wide.Row("O-9")), Wide.Mapping(Name + "-other", Source));
        Assert.Equal("urn:ehcp:unknown-import", (await Intake.GetAsync($"/v1/imports/{theirs["id"]}", Synergy)).Type);
        Assert.Equal("urn:ehcp:unknown-import", (await Intake.GetAsync($"/v1/imports/{theirs["id"]}/errors", Synergy)).Type);
        Assert.Equal("urn:ehcp:unknown-import", (await Intake.GetAsync($"/v1/imports/{theirs["id"]}/vanished", Synergy)).Type);
        Assert.DoesNotContain(Source, (await Intake.GetAsync("/v1/imports", Synergy)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Source, (await Intake.GetAsync("/v1/mappings", Synergy)).Text, StringComparison.Ordinal);
    }
}
