using Ehcp.Simulator.Published;

namespace Ehcp.Simulator.Demo;

/// <summary>What must come out.</summary>
/// <param name="Figures">DfE's figures, one a year.</param>
/// <param name="Events">Distinct events sent.</param>
/// <param name="References">The cases they are about.</param>
/// <param name="LaterPlans">Plans of the open caseload, sent after the last year that DfE's figures tell of.</param>
public sealed record Expected(IReadOnlyList<PublishedFigure> Figures, int Events, IReadOnlySet<string> References, int LaterPlans)
{
    public int Cases => References.Count;
}

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

/// <summary>An alert, of <c>GET /v1/alerts</c>.</summary>
public sealed record Alert(long Id, string CaseReference, string Rung, string State);

/// <summary>How far the alerts of the demo's own cases have come.</summary>
/// <param name="Breaches">Alerts of a breach in a mail that a mail server took.</param>
/// <param name="Others">Other alerts in such a mail: of days to come, and of breaches that are over.</param>
/// <param name="UnderWay">Alerts that are still to be mailed.</param>
public sealed record AlertCounts(int Breaches, int Others, int UnderWay)
{
    private static readonly string[] RungsOfABreach = ["breached", "week-late"];

    /// <param name="alerts">Alerts of any cases.</param>
    /// <param name="cases">References of the demo's own.</param>
    public static AlertCounts Of(IEnumerable<Alert> alerts, IReadOnlySet<string> cases)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(cases);
        var (breaches, others, underWay) = (0, 0, 0);
        foreach (var alert in alerts.Where(alert => cases.Contains(alert.CaseReference)))
        {
            switch (alert.State)
            {
                case "planned" or "sending":
                    underWay++;
                    break;
                case "accepted" or "delivered" when RungsOfABreach.Contains(alert.Rung):
                    breaches++;
                    break;
                case "accepted" or "delivered":
                    others++;
                    break;
            }
        }

        return new(breaches, others, underWay);
    }
}

/// <summary>What the public doors show at one moment.</summary>
public sealed record Seen(Overview Scheduler, IReadOnlyDictionary<string, YearRow> Years)
{
    /// <summary>The alerts, read after a sweep that began when every fact was known; null before.</summary>
    public AlertCounts? Alerts { get; init; }

    /// <summary>What is not there yet, in words; null when all is.</summary>
    public string? WaitsFor(Expected expected) => WaitsForFigures(expected) ?? Alerts switch
    {
        null => "the next sweep, which begins within a minute",
        { UnderWay: > 0 } or { Breaches: 0 } => "the e-mails",
        _ => null,
    };

    /// <summary>Which of the figures are not there yet, in words; null when all are.</summary>
    public string? WaitsForFigures(Expected expected)
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
