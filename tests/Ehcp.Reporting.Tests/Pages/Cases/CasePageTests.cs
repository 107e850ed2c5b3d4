using System.Net;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Pages.Cases;

/// <summary>What became of each fact of a case can be seen on its page.</summary>
public sealed partial class CasePageTests
{
    private static readonly DateTimeOffset Told = Instant("2026-03-02T10:14:00Z");

    [Fact]
    public async Task A_corrected_fact_stays_to_be_seen_and_says_by_what()
    {
        var rows = await FactsAsync(
            new("mosaic", "wrong", Told, Told, new RequestReceived(Day("2026-01-05"))),
            new("capita", "right", Told.AddHours(1), Told.AddHours(2), new RequestReceived(Day("2026-01-06"))));

        Assert.Equal(
            [
                "Request received | <s>received on 5 January 2026</s> Corrected by capita, recorded 2 March 2026, 12:14 | 2 March 2026, 10:14 | mosaic",
                "Request received | received on 6 January 2026 | 2 March 2026, 12:14 | capita",
            ],
            rows);
    }

    [Fact]
    public async Task What_was_taken_back_and_what_is_disputed_or_without_effect_says_so()
    {
        var rows = await FactsAsync(
            new("a", "1", Told, Told, new RequestReceived(Day("2026-01-05"))),
            new("b", "1", Told, Told, new RequestReceived(Day("2026-01-06"))),
            new("a", "2", Told.AddMinutes(1), Told, new FinalPlanSent(Day("2026-04-01"))),
            new("a", "3", Told.AddMinutes(2), Told, new EventRetracted("2", Reason: RetractionReason.WrongCase)),
            new("a", "4", Told.AddMinutes(3), Told, new EventRetracted("never-sent")));

        Assert.Equal(
            [
                "received on 5 January 2026 Disputed b, recorded 2 March 2026, 10:14 gave another date at the same instant. One of them must send it again.",
                "received on 6 January 2026 Disputed a, recorded 2 March 2026, 10:14 gave another date at the same instant. One of them must send it again.",
                "<s>sent on 1 April 2026</s> Taken back by a, recorded 2 March 2026, 10:14",
                "retracted id 2; reason wrong-case",
                "retracted id never-sent Without effect There is no such event of this case to take back.",
            ],
            rows.Select(row => row.Split(" | ")[1]));
    }

    /// <summary>A dot on the drawing is something that happened: not what was sent in error.</summary>
    [Fact]
    public async Task What_does_not_stand_is_not_drawn()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var wrong = new SnapshotFact("a", "1", Told, Told, new AssessmentDecided(AssessmentDecision.Assess, Day("2026-02-02")));
        var received = new SnapshotFact("a", "0", Told, Told, new RequestReceived(Day("2026-01-05")));
        var deadline = new Clock("final-plan", "1", "final-plan", "request-received", Day("2026-01-05"), Day("2026-05-25"), null, null, null, null, null);
        await reporting.KnowsAsync(
            Case("WITH", Birmingham) with { Facts = [received, wrong], Deadlines = [deadline] },
            Case("WITHOUT", Birmingham) with { Facts = [received, wrong, new("a", "2", Told, Told, new EventRetracted("1"))], Deadlines = [deadline] });

        Assert.Equal(1, Dots(await PageAsync(reporting, "WITH")) - Dots(await PageAsync(reporting, "WITHOUT")));

        static int Dots(string page) => Regex.Count(page[..page.IndexOf("ehcp-chart--narrow", StringComparison.Ordinal)], "<circle");
    }

    // Monday 25 May 2026 is a bank holiday.
    [Theory]
    [InlineData("2026-05-25", "no working day left, last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday")]
    [InlineData("2026-05-30", "4 working days left, last working day Friday 29 May 2026; the legal last day is Saturday 30 May")]
    [InlineData("2026-06-01", "5 working days left, last day Monday 1 June 2026")]
    public async Task What_comes_next_says_the_last_working_day_first_and_counts_working_days(string lastDay, string words)
    {
        await using var reporting = await RunningReporting.StartAsync();
        var deadline = new Clock("final-plan", "1", "final-plan-2014", "request-received", Day(lastDay).AddDays(-140), Day(lastDay), null, null, null, null, null);
        await reporting.KnowsAsync(Case("NEXT", Birmingham, Request(Day(lastDay).AddDays(-140).ToString("O", null))) with { Deadlines = [deadline] });

        Assert.Contains($"<li>Final plan: {words}</li>", await PageAsync(reporting, "NEXT"), StringComparison.Ordinal);
        using var client = reporting.Client();
        var list = await client.GetStringAsync(new Uri("/cases?list=open&authority=E08000025", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains(words[(words.IndexOf(',', StringComparison.Ordinal) + 3)..] + "</td>", list, StringComparison.Ordinal);
    }

    private static async Task<List<string>> FactsAsync(params SnapshotFact[] facts)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case("A", Birmingham, Request("2026-01-05")) with { Facts = facts });
        var page = await PageAsync(reporting, "A");
        var table = page[page.IndexOf("ehcp-facts", StringComparison.Ordinal)..];
        return [.. table.Split("<tr")[1..].Select(row => string.Join(" | ", Cell().Matches(row).Select(cell => Text(cell.Groups[1].Value))))];

        static string Text(string html) => WebUtility.HtmlDecode(Space().Replace(Tag().Replace(html, " "), " "))
            .Replace("<s> ", "<s>", StringComparison.Ordinal).Replace(" </s>", "</s>", StringComparison.Ordinal).Trim();
    }

    private static async Task<string> PageAsync(RunningReporting reporting, string reference)
    {
        using var client = reporting.Client();
        return await client.GetStringAsync(new Uri($"/cases/330/{reference}", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<(?!/?s>)[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
