using System.Globalization;
using System.Net;
using System.Text;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>The sheet on which a lawyer signs rule by rule. What was signed is written into <c>Timetable/Readings.csv</c>.</summary>
public sealed class StatutorySheetTests
{
    /// <summary>With EHCP_WRITE_DOCS=1 this test writes the sheet instead of comparing it.</summary>
    [Fact]
    public async Task The_printable_sheet_is_what_the_rules_say()
    {
        var page = Path.Combine(StatutoryTimetableTests.Repository(), "docs", "statutory-sheet.html");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(page, Print(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(Print(), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_rule_is_on_the_sheet_once()
    {
        var sheet = Print();

        Assert.All(Limits, limit => Assert.Equal(2, sheet.Split($"<code>{limit.Id}</code>").Length));
    }

    private static string Print()
    {
        var page = new StringBuilder(
            $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Statutory time limits: sheet to sign</title>
            <style>
            body { font: 11pt/1.4 sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em }
            section { border-top: 1px solid; break-inside: avoid; margin-top: 1.5em; padding-top: .5em }
            h2 { font-size: 12pt; margin: 0 0 .5em }
            dl { display: grid; gap: .2em 1em; grid-template-columns: 9em 1fr; margin: 0 }
            dd { margin: 0 }
            .sign { border-bottom: 1px solid; display: inline-block; min-width: 14em }
            </style>
            </head>
            <body>
            <h1>Statutory time limits of the EHC process: sheet to sign</h1>
            <p>Rules {{StatutoryTimetable.Shipped.Release}}. Each provision with the rules that rest on it, how each is counted, and an example that can be checked by
            hand. Please compare with the text in force and sign each provision, or say what is wrong. A signature is entered with name and day in
            <code>services/Ehcp.Deadlines/Timetable/Readings.csv</code>, and <code>docs/statutory-timetable.md</code> then shows it.</p>

            """);
        foreach (var rules in Limits.GroupBy(limit => limit.Source.Citation))
        {
            var reading = Readings.Find(rules.Key)!;
            page.Append(
                CultureInfo.InvariantCulture, $"<section>\n<h2>{Html(rules.Key)}</h2>\n<dl>\n<dt>Read so far</dt><dd>{Html(ReadSoFar(reading))}</dd>\n");
            foreach (var limit in rules)
            {
                var until = limit.InForceTo is { } to ? $" to {to:yyyy-MM-dd}" : "";
                page.Append(CultureInfo.InvariantCulture, $"<dt>Rule</dt><dd><code>{limit.Id}</code>. {Html(limit.Duty)}.<br>{Html(limit.Trigger.Words)} …: ")
                    .Append(CultureInfo.InvariantCulture, $"{Html(limit.Shape.Words)}.{Html(Example(limit))} ")
                    .Append(CultureInfo.InvariantCulture, $"In force from {limit.InForceFrom:yyyy-MM-dd}{until}. Exemptions: {Html(Grounds(limit))}.")
                    .Append(limit.Note.Length > 0 ? " " + Html(limit.Note) : "").Append("</dd>\n");
            }

            page.Append(reading.VerifiedBy is { } lawyer
                ? $"<dt>Signed</dt><dd>{Html(lawyer)}, {reading.VerifiedOn:yyyy-MM-dd}</dd>\n</dl>\n</section>\n"
                : "<dt>Agreed</dt><dd>☐ yes ☐ no, because <span class=\"sign\"></span></dd>\n<dt>Name, day</dt><dd><span "
                    + "class=\"sign\"></span></dd>\n</dl>\n</section>\n");
        }

        return page.Append("</body>\n</html>\n").ToString().ReplaceLineEndings("\n");
    }

    private static string ReadSoFar(SourceReading reading) => reading.Finding == Finding.Unread
        ? "Not read; " + reading.Means
        : $"{(reading.Finding == Finding.Primary ? "Primary source" : "Secondary source")}, {reading.Version}, {reading.ReadOn:yyyy-MM-dd}: {reading.Means}";

    private static string Example(TimeLimit limit)
    {
        var on = limit.InForceOn(Day("2026-03-02")) ? Day("2026-03-02") : limit.InForceTo!.Value;
        return limit.Shape.LastDay(WorkingDays.Shipped, on) is { } lastDay
            ? $" For example {EnglishDates.Long(on)} gives {EnglishDates.Long(lastDay)}."
            : limit.Shape.LastDay(WorkingDays.Shipped, on, on.AddDays(28)) is { } second
                ? $" For example {EnglishDates.Long(on)}, with a second date of {EnglishDates.Long(on.AddDays(28))}, gives {EnglishDates.Long(second)}."
                : "";
    }

    private static string Grounds(TimeLimit limit) => limit.Grounds.IsEmpty
        ? "none"
        : string.Join(", ", limit.Grounds.Select(ground => $"{Code.Of(ground.Ground).Replace('-', ' ')} ({ground.Provision})"));

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
