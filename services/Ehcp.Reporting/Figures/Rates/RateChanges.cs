using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Measures;
using Npgsql;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary>A request that counts otherwise than it did.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="RequestId">The request within it; of the measures of reviews the review, of those of duties the duty.</param>
/// <param name="Before">What it counted as; null when it did not count in the period.</param>
/// <param name="After">What it counts as; null when it does not any more.</param>
/// <param name="Facts">What was recorded of the case in between.</param>
/// <param name="Rules">Release of the rules that took effect for the case in between; null when none did.</param>
public sealed record ChangedRequest(
    string Authority,
    string CaseReference,
    string RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CountedAs? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CountedAs? After,
    IReadOnlyList<LateFact> Facts,
    string? Rules)
{
    /// <summary>The team that holds the case; null for none.</summary>
    internal string? Team { get; init; }
}

/// <param name="Day">The day it is counted by; null when that is not recorded.</param>
/// <param name="Outcome">What it is counted as.</param>
/// <param name="ExemptionClaimed">Whether it is left out of the rates excluding exemptions.</param>
/// <param name="AfterMediationOrTribunal">Whether it is a plan sent after mediation or a tribunal.</param>
/// <param name="Days">Days that it took, of a measure that has a mean; else absent.</param>
public sealed record CountedAs(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Day,
    string Outcome,
    bool ExemptionClaimed,
    bool AfterMediationOrTribunal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Days = null);

/// <summary>A fact recorded after the earlier instant.</summary>
/// <param name="Type">Type of the event, without prefix and version.</param>
/// <param name="Time">When its source recorded it.</param>
/// <param name="RecordedAt">When it was received here.</param>
/// <param name="Why"><c>correction</c> where the source had said something of the kind before, <c>retraction</c>, else <c>new</c>.</param>
public sealed record LateFact(string Type, string Source, string Id, DateTimeOffset Time, DateTimeOffset RecordedAt, string Why);

/// <summary>Finds the requests that explain why a figure of a period is not what it was.</summary>
public sealed class RateChanges(NpgsqlDataSource database)
{
    private const int SetSize = 500;

    // Only a case with a fact recorded since, or under rules newer than that, can have changed.
    private const string NextCases = """
        select body, rules_from from case_snapshot
        where (recorded_at > @from or rules_from > @from) and (authority, case_reference) > (@after_authority, @after_case)
          and (@authorities::text[] is null or authority = any(@authorities))
        order by authority, case_reference limit @limit
        """;

    internal async Task<List<ChangedRequest>> ReadAsync(ChangeQuestion question, CancellationToken cancellationToken)
    {
        var found = new List<ChangedRequest>();
        var after = question.After;
        while (true)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var cases = await NextAsync(connection, question, after, cancellationToken);
            var spans = await SpansAsync(connection, question.Measure, cases.ConvertAll(one => one.Snapshot), cancellationToken);
            foreach (var one in cases.Where(one => question.Sight.Sees(one.Snapshot.Authority, one.Snapshot.Team)))
            {
                found.AddRange(Of(one, spans[(one.Snapshot.Authority, one.Snapshot.CaseReference)], question));
                if (found.Count >= question.Limit)
                {
                    return found;
                }
            }

            if (cases.Count < SetSize)
            {
                return found;
            }

            after = (cases[^1].Snapshot.Authority, cases[^1].Snapshot.CaseReference);
        }
    }

    private static IEnumerable<ChangedRequest> Of(ChangedCase one, IEnumerable<CountedSpan> spans, ChangeQuestion question)
    {
        var (snapshot, slots) = (one.Snapshot, question.Measure.Slots);
        foreach (var known in spans.GroupBy(span => span.Id, StringComparer.Ordinal))
        {
            var (before, after) = (As(question.From), As(question.To));
            if (before != after)
            {
                yield return new(
                    snapshot.Authority, snapshot.CaseReference, known.Key, before, after,
                    [.. snapshot.Facts.Where(fact => fact.RecordedAt > question.From && fact.RecordedAt <= question.To)
                        .Select(fact => Late(fact, snapshot, question.From))],
                    one.RulesFrom > question.From && one.RulesFrom <= question.To ? snapshot.Version.Rules : null)
                {
                    Team = snapshot.Team,
                };
            }

            CountedAs? As(DateTimeOffset at)
            {
                var counted = known.FirstOrDefault(span => span.KnownFrom <= at && !(span.KnownTo <= at));
                return counted is null || !question.Holds(counted.Day) ? null : new(
                    counted.Day == ChangeQuestion.NoDay ? null : counted.Day,
                    slots.Name(counted.Slot), slots.IsExempt(counted.Slot), slots.IsDisputed(counted.Slot),
                    question.Measure.Days is null ? null : counted.Days);
            }
        }
    }

    private sealed record CountedSpan(string Id, DateTimeOffset KnownFrom, DateTimeOffset? KnownTo, int Slot, DateOnly Day, int Days);

    private const string RequestsSql = """
        select one.authority, one.case_reference, k.request_id as id, k.known_from, k.known_to, counted.slot, counted.day, counted.days
        from unnest(@authority, @case_reference, @held_by, @held_as) as one (authority, case_reference, held_by, held_as)
        join known_request k on (k.authority, k.case_reference) = (one.held_by, one.held_as)
        cross join lateral counts_of_request(k) as counted
        where counted.measure = @measure and counted.authority = one.authority
        order by k.request_id, k.known_from
        """;

    private const string ReviewsSql = """
        select one.authority, one.case_reference, k.review_id as id, k.known_from, k.known_to, counted.slot, counted.day, counted.days
        from unnest(@authority, @case_reference, @held_by, @held_as) as one (authority, case_reference, held_by, held_as)
        join known_review k on (k.authority, k.case_reference) = (one.held_by, one.held_as)
        cross join lateral counts_of_review(k) as counted
        where counted.measure = @measure and counted.authority = one.authority
        order by k.review_id, k.known_from
        """;

    private const string DutiesSql = """
        select one.authority, one.case_reference, k.duty_id as id, k.known_from, k.known_to, counted.slot, counted.day, counted.days
        from unnest(@authority, @case_reference, @held_by, @held_as) as one (authority, case_reference, held_by, held_as)
        join known_duty k on (k.authority, k.case_reference) = (one.held_by, one.held_as)
        cross join lateral counts_of_duty(k) as counted
        where counted.measure = @measure and counted.authority = one.authority
        order by k.duty_id, k.known_from
        """;

    /// <summary>
    /// What some cases counted as, by the words that the figures are counted by. Of a case that passed on, what was done before still counts where it was done,
    /// and is known where the case is, or was at the time: with each of those that held it since.
    /// </summary>
    private static async Task<ILookup<(string Authority, string CaseReference), CountedSpan>> SpansAsync(
        NpgsqlConnection connection, Measure measure, List<CaseSnapshot> cases, CancellationToken cancellationToken)
    {
        var cameFrom = await CameFromAsync(connection, cases, cancellationToken);
        var held = cases.SelectMany(snapshot => PlacesOf(snapshot, cameFrom).Select(place => (Case: snapshot, By: place.Authority, As: place.CaseReference)))
            .ToList();
        await using var command = connection.Sql(SpansSql(measure.Counts)).With("measure", measure.StoredAs).With(RowSet.Of(held)
            .With("authority", one => one.Case.Authority)
            .With("case_reference", one => one.Case.CaseReference)
            .With("held_by", one => one.By)
            .With("held_as", one => one.As));
        var spans = await command.ListAsync(
            row => (
                Case: (row.Text("authority"), row.Text("case_reference")),
                Span: new CountedSpan(row.Text("id"), row.Instant("known_from"), row.InstantOrNull("known_to"), row.Short("slot"), row.Day("day"),
                    row.Int("days"))),
            cancellationToken);
        return spans.ToLookup(one => one.Case, one => one.Span);
    }

    // Where the case is now it says who held it before, however many there were. Who has two of its keys counts under each what is known there.
    private static IEnumerable<(string Authority, string CaseReference)> PlacesOf(
        CaseSnapshot snapshot, Dictionary<(string Authority, string CaseReference), IReadOnlyList<CasePlace>> cameFrom)
    {
        (string Authority, string CaseReference) own = (snapshot.Authority, snapshot.CaseReference);
        return snapshot.PassedTo is not { } now ? [own]
            : cameFrom.GetValueOrDefault((now.Authority, now.CaseReference), []).Where(place => place.Authority != snapshot.Authority)
                .Select(place => (place.Authority, place.CaseReference)).Prepend((now.Authority, now.CaseReference)).Prepend(own).Distinct();
    }

    private const string SuccessorsSql = """
        select held.authority, held.case_reference, held.body
        from (select distinct * from unnest(@authority, @case_reference) as one (authority, case_reference)) as one
        join case_snapshot as held on (held.authority, held.case_reference) = (one.authority, one.case_reference)
        """;

    private static async Task<Dictionary<(string Authority, string CaseReference), IReadOnlyList<CasePlace>>> CameFromAsync(
        NpgsqlConnection connection, List<CaseSnapshot> cases, CancellationToken cancellationToken)
    {
        var passed = cases.Select(snapshot => snapshot.PassedTo).OfType<CasePlace>().ToList();
        if (passed.Count == 0)
        {
            return [];
        }

        await using var command = connection.Sql(SuccessorsSql)
            .With(RowSet.Of(passed).With("authority", place => place.Authority).With("case_reference", place => place.CaseReference));
        var successors = await command.ListAsync(
            row => (Key: (row.Text("authority"), row.Text("case_reference")),
                JsonSerializer.Deserialize<CaseSnapshot>(row.Bytes("body"), ContractsJson.Options)!.CameFrom),
            cancellationToken);
        return successors.ToDictionary(one => one.Key, one => one.CameFrom ?? []);
    }

    private static string SpansSql(CountedRows rows) => rows switch
    {
        CountedRows.Reviews => ReviewsSql,
        CountedRows.Duties => DutiesSql,
        _ => RequestsSql,
    };

    private static LateFact Late(SnapshotFact fact, CaseSnapshot snapshot, DateTimeOffset from) => new(
        FactCatalogue.Of(fact.Fact).Name, fact.Source, fact.Id, fact.Time, fact.RecordedAt,
        fact.Fact is EventRetracted ? "retraction"
        : snapshot.Facts.Any(earlier => earlier.RecordedAt <= from && earlier.Fact.GetType() == fact.Fact.GetType()) ? "correction"
        : "new");

    private static async Task<List<ChangedCase>> NextAsync(
        NpgsqlConnection connection, ChangeQuestion question, (string Authority, string CaseReference) after, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(NextCases)
            .With("from", question.From).With("after_authority", after.Authority).With("after_case", after.CaseReference)
            .With("authorities", question.Authorities).With("limit", SetSize);
        return await command.ListAsync(
            row => new ChangedCase(JsonSerializer.Deserialize<CaseSnapshot>(row.Bytes("body"), ContractsJson.Options)!, row.InstantOrNull("rules_from")),
            cancellationToken);
    }
}

/// <param name="From">The earlier instant.</param>
/// <param name="To">The later one.</param>
/// <param name="Sight">Only cases that the reader may see.</param>
/// <param name="After">The case after which to go on.</param>
internal sealed record ChangeQuestion(
    Measure Measure, DateTimeOffset From, DateTimeOffset To, DateOnly? PeriodFrom, DateOnly? PeriodTo, string[]? Authorities, Sight Sight,
    (string Authority, string CaseReference) After, int Limit)
{
    /// <summary>PostgreSQL's <c>-infinity</c>, the day of what is counted and has none: in no period that begins or ends.</summary>
    internal static DateOnly NoDay => DateOnly.MinValue;

    internal bool Holds(DateOnly day) => (PeriodFrom is null && PeriodTo is null) || (day != NoDay && !(day < PeriodFrom) && !(day > PeriodTo));
}
