using System.Globalization;
using Ehcp.Deadlines;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.Simulator;
using Ehcp.Simulator.Demo;
using Ehcp.Simulator.England;
using Ehcp.Simulator.Published;

namespace Ehcp.EndToEnd.Tests.Simulator;

/// <summary>That each year comes out as DfE counted it, and that a cell that does not is named.</summary>
public sealed class CampaignTests
{
    private static readonly Campaign England = Campaign.Of(PublishedTable.Shipped, []);

    [Fact]
    public void Every_cell_of_DfE_that_has_a_number_is_compared()
    {
        Assert.Equal(807 * 6, England.Rows.Sum(row => row.Cells.Count()));
        Assert.Empty(England.Incomparable);
        Assert.Equal(5, England.Rows.Count(row => row.Level == PublishedLevel.England));
        Assert.Equal(45, England.Rows.Count(row => row.Level == PublishedLevel.Region));
        Assert.Equal(320_150, England.Plans);
    }

    /// <summary>DfE's totals of London 2022 and 2023 and of the South East 2022 hold plans that stand in no council's row.</summary>
    [Fact]
    public void What_only_a_total_holds_is_sent_for_a_council_without_a_figure_of_its_own()
    {
        Assert.Equal(
            ["2022 London: 695", "2022 South East: 176", "2023 London: 321"],
            England.Remainders.Select(words => words[..words.IndexOf(" of its", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.All(England.Rows.Where(row => row.Level == PublishedLevel.England), england => Assert.Equal(
            england.Plans.Count, England.Years.Where(year => year.Year == england.Year).Sum(year => year.Plans)));
    }

    [Fact]
    public void Without_every_council_no_total_is_compared()
    {
        var birmingham = Campaign.Of(PublishedTable.Shipped, ["E08000025"]);
        var lacking = Campaign.Of([.. PublishedTable.Shipped.Where(row => row.Code != "E08000025")], []);

        Assert.Equal([PublishedLevel.Authority], birmingham.Rows.Select(row => row.Level).Distinct());
        Assert.Equal(5, birmingham.Rows.Count);
        Assert.Equal(10, lacking.Incomparable.Count(one => one.Row.Level == PublishedLevel.England || one.Row.Code == "E12000005"));
    }

    /// <summary>Through the law itself, for councils of every kind: those that ended, those that began within a year, one with another code.</summary>
    [Theory]
    [InlineData("909")]
    [InlineData("942")]
    [InlineData("943")]
    [InlineData("928")]
    [InlineData("940")]
    [InlineData("941")]
    [InlineData("825")]
    [InlineData("838")]
    [InlineData("839")]
    [InlineData("201")]
    public void Each_year_of_a_council_comes_out_as_DfE_counted_it(string code)
    {
        var authority = Contracts.Authorities.Find(code)!;
        var years = England.Years.Where(year => year.Authority == authority).ToList();

        Assert.NotEmpty(years);
        Assert.All(years, year =>
        {
            var requests = year.Events().GroupBy(one => one.CaseReference)
                .Select(events => Assert.Single(CaseTimeline.From(Law.Shipped, events.Select(Told.AsLaw)).Requests)).ToList();
            Assert.All(requests, request => Assert.True(
                authority.IsThereOn(request.PlanSentOn!.Value) && (authority.From is null || request.ReceivedOn >= authority.From)));
            var counted = requests.Where(request => request.PlanSentOn!.Value.Year == year.Year && request.ReceivedOnUsable)
                .Select(request => (InTime: request.PlanSentOn <= request.ReceivedOn!.Value.AddDays(140), request.ExemptionClaimed)).ToList();
            Assert.Equal(
                (year.Plans, year.InTime, year.PlansExcludingExemptions, year.InTimeExcludingExemptions),
                (counted.Count, counted.Count(one => one.InTime), counted.Count(one => !one.ExemptionClaimed),
                    counted.Count(one => one is { InTime: true, ExemptionClaimed: false })));
        });
    }

    [Fact]
    public void A_second_run_sends_the_same_batches_with_ids_that_are_nobody_elses()
    {
        var council = Campaign.Of(PublishedTable.Shipped, ["E09000001", "E06000053"]);

        Assert.Equal(
            council.Batches().SelectMany(batch => batch.Events).Select(one => (one.Source, one.Id, one.Time)),
            council.Batches().SelectMany(batch => batch.Events).Select(one => (one.Source, one.Id, one.Time)));
        var ids = council.Batches().SelectMany(batch => batch.Events).Select(one => (one.Source, one.Id)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.NotEqual(council.Fingerprint, England.Fingerprint);
    }

    [Fact]
    public void A_cell_that_differs_is_named_with_both_values_and_a_symbol_is_never_equal()
    {
        var rows = PublishedTable.Shipped.Where(row => row is { Year: 2023, Code: "E08000025" or "E09000012" or "E12000005" }).ToList();
        var birmingham = new YearRow("E08000025", 1107, 653, 653 / 1107d, 996, 603, 603 / 996d);
        var figures = new Figures(new Dictionary<(int, string), YearRow> { [(2023, "E08000025")] = birmingham }, new Dictionary<int, YearRow>());

        var compared = CellComparison.Of([.. rows.Where(row => row.Level == PublishedLevel.Authority)], figures, code => "E12000005");

        Assert.Equal(
            [
                "2023 Birmingham (E08000025), within 20 weeks: DfE published 652, counted here 653",
                "2023 Birmingham (E08000025), per cent within 20 weeks: DfE published 58.9, counted here 59.0",
            ],
            compared.Different);
        Assert.Equal(4, compared.Equal);
        Assert.Equal([("x", 6)], compared.NotComparable.Select(one => (one.Key, one.Value)));
        Assert.Equal(1107, figures.Of(rows.Single(row => row.Level == PublishedLevel.Region), code => "E12000005").PlansIssued);
    }

    /// <summary>Half of a tenth goes up, as DfE rounds; and every rate of DfE's file is that of its counts.</summary>
    [Fact]
    public void Every_published_rate_is_its_counts_rounded_half_up()
    {
        Assert.Equal(58.8m, YearRow.Percent(47 / 80d));
        Assert.Equal(6.3m, YearRow.Percent(1 / 16d));
        Assert.All(PublishedTable.Shipped.Where(row => row.Rate.Number is not null), row =>
        {
            Assert.Equal(row.Rate.Number, YearRow.Percent((double)row.InTime.Count!.Value / row.Plans.Count!.Value));
            var (inTime, plans) = (row.InTimeExcludingExemptions.Count!.Value, row.PlansExcludingExemptions.Count!.Value);
            Assert.Equal(row.RateExcludingExemptions.Number, YearRow.Percent((double)inTime / plans));
        });
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_where_it_was()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var taken = new TakenBatches(file, "one", resume: false))
            {
                taken.Add(3);
                taken.Add(12);
            }

            File.AppendAllText(file, "1"); // cut short by a kill
            using (var taken = new TakenBatches(file, "one", resume: true))
            {
                Assert.True(taken.Has(3) && taken.Has(12));
                Assert.False(taken.Has(1) || taken.Has(2));
                taken.Add(7);
            }

            using (var taken = new TakenBatches(file, "one", resume: true))
            {
                Assert.True(taken.Has(7) && taken.Has(3));
                Assert.False(taken.Has(1) || taken.Has(17));
            }

            Assert.Throws<UsageException>(() => new TakenBatches(file, "another", resume: true).Dispose());
            using var anew = new TakenBatches(file, "another", resume: false);
            Assert.Equal(0, anew.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--sample", "0")]
    [InlineData("--sample", "3", "--authorities", "330")]
    [InlineData("--seed", "3")]
    [InlineData("--authorities", "Atlantis")]
    [InlineData("--authorities")]
    [InlineData("--resume")]
    [InlineData("--recent", "1")]
    [InlineData("no-such-file.csv")]
    public void What_is_not_understood_is_said(params string[] arguments) =>
        Assert.Throws<UsageException>(() => EnglandOptions.Parse(arguments, () => 1));

    [Fact]
    public void The_same_seed_draws_the_same_authorities()
    {
        Assert.Equal(Campaign.Draw(PublishedTable.Shipped, 3, 7), Campaign.Draw(PublishedTable.Shipped, 3, 7));
        Assert.NotEqual(Campaign.Draw(PublishedTable.Shipped, 3, 7), Campaign.Draw(PublishedTable.Shipped, 3, 8));
        Assert.Equal(5, EnglandOptions.Parse(["--sample", "3"], () => 5).Seed);
    }
}

/// <summary>The small form of <c>deploy/england</c>: two authorities, drawn anew in every run, through all three services.</summary>
public sealed class EnglandTests(Deployment deployment, ITestOutputHelper output) : IClassFixture<Deployment>
{
    [Fact]
    public async Task Authorities_drawn_by_a_seed_come_out_as_DfE_published_them_and_a_second_run_sends_nothing_new()
    {
        // One draw a day: what failed this morning fails again, and over the months every authority has its turn.
        var seed = Contracts.LondonCalendar.DayOf(TimeProvider.System.GetUtcNow()).DayNumber;
        var addresses = new Addresses(
            deployment.Intake.Url, Deployment.IntakeKey, null, "", deployment.Reporting.Url, Deployment.ReportingKey, null, null);
        var options = new EnglandOptions([], [], Sample: 2, seed);

        var first = await RunAsync(options, addresses);
        var second = await RunAsync(options, addresses);

        Assert.Equal(0, first.Status);
        Assert.Matches("^([1-9][0-9]*) of \\1 cells equal$", first.Lines[^1]);
        Assert.Contains(first.Lines, line => line.StartsWith($"Drawn with --seed {seed.ToString(CultureInfo.InvariantCulture)}: ", StringComparison.Ordinal));
        Assert.Contains(second.Lines, line => line.StartsWith("0 events accepted and ", StringComparison.Ordinal));
        Assert.Equal(first.Lines[^1], second.Lines[^1]);
    }

    private async Task<(int Status, string[] Lines)> RunAsync(EnglandOptions options, Addresses addresses)
    {
        await using var print = new StringWriter();
        var status = await EnglandRun.RunAsync(options, addresses, TimeProvider.System, print, TestContext.Current.CancellationToken);
        output.WriteLine(print.ToString());
        return (status, print.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
