using System.Globalization;
using Ehcp.Simulator.Sending;

namespace Ehcp.Simulator.Demo;

/// <summary>The summary of a demo, for a person.</summary>
internal static class Summary
{
    internal static async Task PrintAsync(TextWriter print, Addresses addresses, Receipts receipts, Seen seen, Expected expected)
    {
        var scheduler = seen.Scheduler;
        string[] lines =
        [
            "",
            Line("Events accepted", receipts.Accepted, $"and {receipts.Duplicates:N0} duplicates"),
            Line("Cases", scheduler.Cases),
            Line("Deadlines", scheduler.Deadlines.Values.Sum(), States(scheduler)),
            Line("Breaches", scheduler.Breaches, "final plans overdue today"),
            Line("Breach alerts", seen.Alerts?.Breaches ?? 0, MailPlaces("sent by e-mail", addresses)),
            Line("Other alerts", seen.Alerts?.Others ?? 0, "sent by e-mail, most of days to come"),
            "",
            "Birmingham     plans  in time   rate  DfE's    without exemption  in time   rate  DfE's",
            .. expected.Figures.Select(figure => Year(figure, seen.Years.GetValueOrDefault(Seen.YearOf(figure)))),
            "",
            seen.AgreesWith(expected)
                ? "Every count and rate is as DfE published it (Education, health and care plans; Open Government Licence v3.0)."
                : "The rates are not DfE's.",
            .. seen.WaitsFor(expected) is { } missing ? [$"Not there after five minutes: {missing}."] : Array.Empty<string>(),
        ];
        foreach (var line in lines)
        {
            await print.WriteLineAsync(line);
        }
    }

    private static string Line(string what, long count, string? remark = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{what,-16}{count,9:N0}{(string.IsNullOrEmpty(remark) ? "" : "   " + remark)}");

    private static string States(Overview scheduler) =>
        string.Join(", ", scheduler.Deadlines.OrderByDescending(state => state.Value).Select(state => $"{state.Value:N0} {state.Key}"));

    private static string MailPlaces(string what, Addresses addresses) =>
        (addresses.MailPage, addresses.MailFolder) switch
        {
            ({ } page, { } folder) => $"{what}: read them at {page} or in {folder}",
            ({ } page, null) => $"{what}: read them at {page}",
            (null, { } folder) => $"{what}: read them in {folder}",
            _ => what,
        };

    private static string Year(Published.PublishedFigure figure, YearRow? row)
    {
        if (row is null)
        {
            return $"{figure.Year}      nothing";
        }

        var all = string.Create(
            CultureInfo.InvariantCulture, $"{row.PlansIssued,9:N0}{row.WithinTwentyWeeks,9:N0}{YearRow.Percent(row.Rate),7:0.0}{figure.Rate,7:0.0}");
        var withoutExemption = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.PlansIssuedExcludingExemptions,17:N0}{row.WithinTwentyWeeksExcludingExemptions,9:N0}{YearRow.Percent(row.RateExcludingExemptions),7:0.0}");
        var theirs = string.Create(CultureInfo.InvariantCulture, $"{figure.RateExcludingExemptions,7:0.0}");
        return string.Create(CultureInfo.InvariantCulture, $"{figure.Year}       {all}    {withoutExemption}{theirs}{(row.Is(figure) ? "" : "   differs")}");
    }
}
