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
            Line("Deadlines", scheduler.Deadlines.Values.Sum(), string.Join(", ", scheduler.Deadlines.OrderByDescending(state => state.Value).Select(state => $"{state.Value:N0} {state.Key}"))),
            Line("Breaches", scheduler.Breaches, "final plans overdue today"),
            Line("E-mails sent", seen.Mails.Sent, MailPlaces(addresses)),
            "",
            "Birmingham     plans  in time   rate  DfE's    without exemption  in time   rate  DfE's",
            .. expected.Figures.Select(figure => Year(figure, seen.Years.GetValueOrDefault(Seen.YearOf(figure)))),
            "",
            seen.AgreesWith(expected)
                ? "Every count and rate is as DfE published it (Education, health and care plans; Open Government Licence v3.0)."
                : "The rates are not DfE's.",
        ];
        foreach (var line in lines)
        {
            await print.WriteLineAsync(line);
        }
    }

    private static string Line(string what, long count, string? remark = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{what,-16}{count,9:N0}{(string.IsNullOrEmpty(remark) ? "" : "   " + remark)}");

    private static string MailPlaces(Addresses addresses) =>
        (addresses.MailPage, addresses.MailFolder) switch
        {
            ({ } page, { } folder) => $"read them at {page} or in {folder}",
            ({ } page, null) => $"read them at {page}",
            (null, { } folder) => $"read them in {folder}",
            _ => "",
        };

    private static string Year(Published.PublishedFigure figure, YearRow? row) => row is null
        ? $"{figure.Year}      nothing"
        : string.Create(CultureInfo.InvariantCulture, $"{figure.Year}       {row.PlansIssued,9:N0}{row.WithinTwentyWeeks,9:N0}{YearRow.Percent(row.Rate),7:0.0}{figure.Rate,7:0.0}    {row.PlansIssuedExcludingExemptions,17:N0}{row.WithinTwentyWeeksExcludingExemptions,9:N0}{YearRow.Percent(row.RateExcludingExemptions),7:0.0}{figure.RateExcludingExemptions,7:0.0}{(row.Is(figure) ? "" : "   differs")}");
}
