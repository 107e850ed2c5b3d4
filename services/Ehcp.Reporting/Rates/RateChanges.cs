using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Contracts;
using Ehcp.Reporting.Measures;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Rates;

/// <summary>A request that counts otherwise than it did.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="RequestId">The request within it; of the measures of reviews the review.</param>
/// <param name="Before">What it counted as; null when it did not count in the period.</param>
/// <param name="After">What it counts as; null when it does not any more.</param>
/// <param name="Facts">What was recorded of the case in between.</param>
public sealed record ChangedRequest(
    string Authority,
    string CaseReference,
    string RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CountedAs? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CountedAs? After,
    IReadOnlyList<LateFact> Facts);

/// <param name="Day">The day it is counted by; null when that is not recorded.</param>
/// <param name="Outcome">What it is counted as.</param>
/// <param name="ExemptionClaimed">Whether it is left out of the rates excluding exemptions.</param>
/// <param name="AfterMediationOrTribunal">Whether it is a plan sent after mediation or a tribunal.</param>
public sealed record CountedAs(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Day, string Outcome, bool ExemptionClaimed, bool AfterMediationOrTribunal);

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

    // Only a case with a fact recorded since can have changed.
    private const string NextCases = """
        select authority, case_reference, body from case_snapshot
        where recorded_at > @from and (authority, case_reference) > (@after_authority, @after_case) and (@authorities::text[] is null or authority = any(@authorities))
        order by authority, case_reference limit @limit
        """;

    internal async Task<List<ChangedRequest>> ReadAsync(ChangeQuestion question, CancellationToken cancellationToken)
    {
        var found = new List<ChangedRequest>();
        var after = question.After;
        while (true)
        {
            var cases = await NextAsync(question, after, cancellationToken);
            foreach (var snapshot in cases)
            {
                found.AddRange(Of(snapshot, question));
                if (found.Count >= question.Limit)
                {
                    return found;
                }
            }

            if (cases.Count < SetSize)
            {
                return found;
            }

            after = (cases[^1].Authority, cases[^1].CaseReference);
        }
    }

    /// <summary>What the snapshot's own history says of both instants: the rows of the figures are made from nothing else.</summary>
    internal static IEnumerable<ChangedRequest> Of(CaseSnapshot snapshot, ChangeQuestion question)
    {
        foreach (var one in Spans(snapshot, question.Measure).GroupBy(span => span.Id))
        {
            var (before, after) = (As(question.From), As(question.To));
            if (before != after)
            {
                yield return new(
                    snapshot.Authority, snapshot.CaseReference, one.Key, before, after,
                    [.. snapshot.Facts.Where(fact => fact.RecordedAt > question.From && fact.RecordedAt <= question.To).Select(fact => Late(fact, snapshot, question.From))]);
            }

            CountedAs? As(DateTimeOffset at) => one.Where(span => span.KnownFrom <= at && !(span.KnownTo <= at)).SelectMany(span => span.Counted)
                .FirstOrDefault(counted => counted.Measure == question.Measure) is { Authority: not null } counted && question.Holds(counted.Day)
                ? new(
                    counted.Day == Counted.NoDay ? null : counted.Day, Slots.Name(counted.Measure, counted.Slot), Slots.IsExempt(counted.Measure, counted.Slot),
                    counted.Measure == Measure.PlansIssued && Slots.IsDisputed(counted.Slot))
                : null;
        }
    }

    private static IEnumerable<(string Id, DateTimeOffset KnownFrom, DateTimeOffset? KnownTo, IEnumerable<Counted> Counted)> Spans(CaseSnapshot snapshot, Measure measure) =>
        measure is Measure.ReviewDecisions or Measure.AmendedPlans
            ? (snapshot.Reviews ?? []).Select(known => (known.ReviewId, known.KnownFrom, known.KnownTo, Counted.Of(snapshot.Authority, known)))
            : snapshot.History.Select(known => (known.RequestId, known.KnownFrom, known.KnownTo, Counted.Of(snapshot.Authority, known)));

    private static LateFact Late(SnapshotFact fact, CaseSnapshot snapshot, DateTimeOffset from) => new(
        FactCatalogue.Of(fact.Fact).Name, fact.Source, fact.Id, fact.Time, fact.RecordedAt,
        fact.Fact is EventRetracted ? "retraction"
        : snapshot.Facts.Any(earlier => earlier.RecordedAt <= from && earlier.Fact.GetType() == fact.Fact.GetType()) ? "correction"
        : "new");

    private async Task<List<CaseSnapshot>> NextAsync(ChangeQuestion question, (string Authority, string CaseReference) after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(NextCases);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new("from", question.From.UtcDateTime),
            new("after_authority", after.Authority),
            new("after_case", after.CaseReference),
            new("authorities", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = (object?)question.Authorities ?? DBNull.Value },
            new("limit", SetSize),
        });
        var cases = new List<CaseSnapshot>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            cases.Add(JsonSerializer.Deserialize<CaseSnapshot>(reader.GetFieldValue<byte[]>(2), ContractsJson.Options)!);
        }

        return cases;
    }
}

/// <param name="From">The earlier instant.</param>
/// <param name="To">The later one.</param>
/// <param name="After">The case after which to go on.</param>
internal sealed record ChangeQuestion(
    Measure Measure, DateTimeOffset From, DateTimeOffset To, DateOnly? PeriodFrom, DateOnly? PeriodTo, string[]? Authorities,
    (string Authority, string CaseReference) After, int Limit)
{
    internal bool Holds(DateOnly day) => (PeriodFrom is null && PeriodTo is null) || (day != Counted.NoDay && !(day < PeriodFrom) && !(day > PeriodTo));
}
