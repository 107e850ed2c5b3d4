using Ehcp.Reporting.Figures.Completion;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>Reads what a forecast is made from: the year so far, what is open, and how requests have lately been ending.</summary>
public sealed class YearForecasts(RequestAges ages, TwentyWeekRates rates)
{
    private const int FormerYears = 3;

    // Of a handful of plans any forecast is far off, and says nothing of the next.
    private const int EnoughPlans = 20;

    // The last year, and half and twice as much: what has changed between them may change again.
    private static readonly int[] DaysWatched = [365, 182, 730];

    /// <summary>Of every plan, and of those without an exemption claimed.</summary>
    internal async Task<(Freshness Freshness, YearForecast All, YearForecast ExcludingExemptions)> OfAsync(
        AsKnown known, DateOnly on, CancellationToken cancellationToken)
    {
        var former = Enumerable.Range(1, FormerYears).Select(back => on.AddYears(-back)).ToList();
        AgeQuestion[] questions = [.. Questions(withExemptions: true), .. Questions(withExemptions: false)];
        var (freshness, tables) = await ages.ReadAsync(known, questions, cancellationToken);
        var watchedAges = questions.Zip(tables).ToLookup(pair => (pair.First.On, pair.First.WithExemptions), pair => pair.Second);
        var years = new List<YearSoFar>();
        foreach (var day in former.Prepend(on))
        {
            years.Add(await YearAsync(known, day, cancellationToken));
        }

        return (freshness, Of(withExemptions: true), Of(withExemptions: false));

        IEnumerable<AgeQuestion> Questions(bool withExemptions) =>
            DaysWatched.Select(watched => (Day: on, Watched: watched)).Concat(former.Select(day => (Day: day, Watched: DaysWatched[0])))
                .Select(question => new AgeQuestion(question.Day) { Since = question.Day.AddDays(1 - question.Watched), WithExemptions = withExemptions });

        YearForecast Of(bool withExemptions)
        {
            var errors = years[1..].Select(year => (year.On.Year, Then: year.Forecast(withExemptions, [.. watchedAges[(year.On, withExemptions)]], [])))
                .Where(year => year.Then is { Expected: not null, Actual: not null, Issued: >= EnoughPlans })
                .Select(year => new FormerForecast(year.Year, year.Then.Expected!.Value, year.Then.Actual!.Value));
            return years[0].Forecast(withExemptions, [.. watchedAges[(on, withExemptions)]], [.. errors]);
        }
    }

    private async Task<YearSoFar> YearAsync(AsKnown known, DateOnly on, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(on.Year, 1, 1), new DateOnly(on.Year, 12, 31));
        var (_, soFar) = await rates.PlansIssuedAsync(new(first, on, RateGrouping.All, known), cancellationToken);
        var whole = known.Day > last ? (await rates.PlansIssuedAsync(new(first, last, RateGrouping.All, known), cancellationToken)).Rows[0] : null;
        var (_, received) = await rates.RequestsReceivedAsync(new(on.AddDays(-364), on, RateGrouping.All, known), cancellationToken);
        return new(on, soFar[0], whole, received[0]);
    }

    /// <param name="Whole">Null before the year is over.</param>
    /// <param name="Received">What came in in the 365 days up to the day.</param>
    private sealed record YearSoFar(DateOnly On, PlansIssuedRow Plans, PlansIssuedRow? Whole, RequestsReceivedRow Received)
    {
        internal YearForecast Forecast(bool withExemptions, AgeTable[] watched, List<FormerForecast> former)
        {
            var (issued, within) = Counts(Plans);
            return YearForecast.Of(
                issued, within,
                watched[0].Exits.Where(age => age.Open > 0).ToDictionary(age => age.Days, age => age.Open),
                new DateOnly(On.Year, 12, 31).DayNumber - On.DayNumber,
                (Received.Requests - (withExemptions ? 0 : Received.WithExemption)) / 365.0,
                [.. watched.Select(Pace.Of)],
                Whole is null ? null : Shares.Of(Counts(Whole).Within, Counts(Whole).Issued),
                former);

            (int Issued, int Within) Counts(PlansIssuedRow row) => withExemptions
                ? (row.PlansIssued, row.WithinTwentyWeeks)
                : (row.PlansIssuedExcludingExemptions, row.WithinTwentyWeeksExcludingExemptions);
        }
    }
}
