using Ehcp.Simulator.Published;

namespace Ehcp.Simulator.Demo;

/// <summary>What must come out.</summary>
/// <param name="Figures">DfE's figures, one a year.</param>
/// <param name="Events">Distinct events sent.</param>
/// <param name="Cases">Cases they are about.</param>
/// <param name="LaterPlans">Plans of the open caseload, sent after the last year that DfE's figures tell of.</param>
public sealed record Expected(IReadOnlyList<PublishedFigure> Figures, int Events, int Cases, int LaterPlans);

/// <summary>One year as Reporting has it.</summary>
public sealed record YearRow(
    string Group,
    int PlansIssued,
    int WithinTwentyWeeks,
    double? Rate,
    int PlansIssuedExcludingExemptions,
    int WithinTwentyWeeksExcludingExemptions,
    double? RateExcludingExemptions)
{
    /// <summary>A share as DfE prints it: per cent, half up, one decimal.</summary>
    public static decimal? Percent(double? share) => share is { } known ? Math.Round((decimal)known * 100, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>Whether it is DfE's figure in every count, and as DfE rounds it.</summary>
    public bool Is(PublishedFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return PlansIssued == figure.Plans
            && WithinTwentyWeeks == figure.InTime
            && PlansIssuedExcludingExemptions == figure.PlansExcludingExemptions
            && WithinTwentyWeeksExcludingExemptions == figure.InTimeExcludingExemptions
            && Percent(Rate) == figure.Rate
            && Percent(RateExcludingExemptions) == figure.RateExcludingExemptions;
    }
}

/// <summary>How many mails were handed to a mail server, and how many are on their way there.</summary>
public sealed record MailCounts(long Sent, long UnderWay);

/// <summary>What the public doors show at one moment.</summary>
public sealed record Seen(Overview Scheduler, IReadOnlyDictionary<string, YearRow> Years, MailCounts Mails)
{
    /// <summary>What is not there yet, in words; null when all is.</summary>
    public string? WaitsFor(Expected expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (Scheduler.Facts < expected.Events || Scheduler.Cases < expected.Cases)
        {
            return "the deadlines";
        }

        var later = Years.Where(year => string.CompareOrdinal(year.Key, YearOf(expected.Figures[^1])) > 0).Sum(year => year.Value.PlansIssued);
        return later < expected.LaterPlans || !AgreesWith(expected) ? "the rates" : null;
    }

    public bool AgreesWith(Expected expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return expected.Figures.All(figure => Years.GetValueOrDefault(YearOf(figure))?.Is(figure) == true);
    }

    internal static string YearOf(PublishedFigure figure) => figure.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
