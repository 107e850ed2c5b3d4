using System.Collections.Immutable;
using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Publishing.Disclosure;
using Ehcp.Reporting.Questions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>Makes and reads editions.</summary>
public sealed class Editions(NpgsqlDataSource database, TwentyWeekRates rates, IOptions<PublicSettings> settings, TimeProvider clock)
{
    internal const int MostAtOnce = 500;
    internal const int Usual = 100;

    /// <summary>The next edition as it would be, or is from now on. Two at once take turns, since each has to respect the one before.</summary>
    /// <param name="knownAt">As known when; null for the last instant that is known to be complete.</param>
    /// <returns>Null when nothing is known to be complete yet, or before the edition there is.</returns>
    internal async Task<PublicEdition?> PublishAsync(
        string authority, DateTimeOffset? knownAt, string? note, string publishedBy, bool dryRun, CancellationToken cancellationToken)
    {
        var knownTo = await KnownToAsync(cancellationToken);
        if (knownTo is not { } complete || knownAt > complete)
        {
            return null;
        }

        var at = knownAt ?? complete;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Turn.TakeAsync(connection, "public-edition", cancellationToken);

        // All of them: a small difference from an edition of years ago is one as well.
        var former = await EditionTable.ReadAsync(connection, authority, id: null, after: long.MaxValue, most: int.MaxValue, cancellationToken);
        if (former.FirstOrDefault()?.KnownAt > at)
        {
            return null;
        }

        var edition = new PublicEdition(
            0, authority, clock.GetUtcNow(), at, Threshold(former), settings.Value.RoundTo, note,
                Years(former, await QuartersAsync(authority, at, cancellationToken), at));
        if (dryRun)
        {
            return edition;
        }

        var id = await EditionTable.AddAsync(connection, edition, publishedBy, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return edition with { Id = id };
    }

    /// <summary>Newest first.</summary>
    /// <param name="authority">ONS code.</param>
    /// <param name="id">Only this one; null for all.</param>
    /// <param name="after">Only those with a lower number.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<List<PublicEdition>> OfAsync(string authority, long? id, long after, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await EditionTable.ReadAsync(connection, authority, id, after, most, cancellationToken);
    }

    // A lower threshold later would show what was hidden before, by the difference.
    private int Threshold(List<PublicEdition> former) => former.Select(edition => edition.Threshold).Append(settings.Value.Threshold).Max();

    private List<PublishedYear> Years(List<PublicEdition> former, SortedDictionary<int, PlanCounts[]> quarters, DateTimeOffset at)
    {
        var rule = new DisclosureRule(Threshold(former));
        var published = former.SelectMany(edition => edition.Years).ToLookup(year => year.Year);
        var last = LondonCalendar.DayOf(at).Year - 1;
        var first = Math.Min(published.Count == 0 ? int.MaxValue : published.Min(year => year.Key), quarters.Count == 0 ? int.MaxValue : quarters.Keys.First());
        var years = new List<PublishedYear>();
        for (var year = first; year <= last; year++)
        {
            ImmutableArray<PlanCounts> now = [.. quarters.GetValueOrDefault(year) ?? new PlanCounts[4]];
            years.Add(published[year].FirstOrDefault() is { } newest ? rule.PublishAgain(newest, published[year], now, at) : rule.Publish(year, now, at));
        }

        return years;
    }

    private async Task<SortedDictionary<int, PlanCounts[]>> QuartersAsync(string authority, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var known = new AsKnown(at, IsNow: false, [authority]);
        var (_, rows) = await rates.PlansIssuedAsync(new(null, new DateOnly(known.Day.Year - 1, 12, 31), RateGrouping.Quarter, known), cancellationToken);
        var years = new SortedDictionary<int, PlanCounts[]>();
        foreach (var row in rows)
        {
            var year = int.Parse(row.Group.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
            years.TryAdd(year, new PlanCounts[4]);
            years[year][row.Group[^1] - '1'] = new(
                row.WithinTwentyWeeksExcludingExemptions,
                row.PlansIssuedExcludingExemptions - row.WithinTwentyWeeksExcludingExemptions,
                row.WithinTwentyWeeks - row.WithinTwentyWeeksExcludingExemptions,
                row.PlansIssued - row.WithinTwentyWeeks - (row.PlansIssuedExcludingExemptions - row.WithinTwentyWeeksExcludingExemptions));
        }

        return years;
    }

    private async Task<DateTimeOffset?> KnownToAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Sql("select complete_to from completeness");
        return await command.ValueAsync<DateTimeOffset?>(cancellationToken);
    }
}
