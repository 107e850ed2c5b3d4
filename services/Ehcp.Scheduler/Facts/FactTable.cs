using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Facts;

/// <summary>The facts in the database, a set at a time.</summary>
internal static class FactTable
{
    private static readonly JsonTypeInfo<Fact> FactJson = (JsonTypeInfo<Fact>)ContractsJson.Options.GetTypeInfo(typeof(Fact));

    private const string Insert = """
        insert into fact (source, id, authority, case_reference, sequence, time, recorded_at, type, body)
        select * from unnest(@source, @id, @authority, @case_reference, @sequence, @time, @recorded_at, @type, @body)
        on conflict (source, id) do nothing
        returning authority, case_reference
        """;

    // Without the fence of "offset 0" a plan may read the whole table for a set of cases.
    private const string OfCases = """
        select held.source, held.id, held.authority, held.case_reference, held.sequence, held.time, held.recorded_at, held.body
        from unnest(@authority, @case_reference) as wanted (authority, case_reference)
        cross join lateral (
            select * from fact
            where fact.authority = wanted.authority and fact.case_reference = wanted.case_reference
            offset 0) as held
        """;

    /// <summary>Stores the facts that are not there yet and gives the case of each, a case with two new facts twice.</summary>
    internal static async Task<List<CaseKey>> InsertNewAsync(NpgsqlConnection connection, IEnumerable<RecordedFact> facts, CancellationToken cancellationToken)
    {
        // Everybody inserts in one order, so that two sets with the same facts wait for each other and never deadlock.
        RecordedFact[] sorted = [.. facts.OrderBy(fact => fact.Source, StringComparer.Ordinal).ThenBy(fact => fact.Id, StringComparer.Ordinal)];
        await using var insert = connection.Sql(Insert).With(RowSet.Of(sorted)
            .With("source", fact => fact.Source)
            .With("id", fact => fact.Id)
            .With("authority", fact => fact.Authority)
            .With("case_reference", fact => fact.CaseReference)
            .With("sequence", fact => fact.Sequence)
            .With("time", fact => fact.Time)
            .With("recorded_at", fact => fact.RecordedAt)
            .With("type", fact => FactCatalogue.Of(fact.Fact).Name)
            .With("body", fact => JsonSerializer.SerializeToUtf8Bytes(fact.Fact, FactJson)));
        return await insert.ListAsync(row => row.CaseKey(), cancellationToken);
    }

    internal static NpgsqlBatchCommand Select(CaseKey[] cases) => new NpgsqlBatchCommand(OfCases).With(RowSet.Of(cases).WithCase(key => key));

    /// <summary>The rows of <see cref="Select"/>, by case.</summary>
    internal static async Task<Dictionary<CaseKey, List<RecordedFact>>> ReadAsync(Rows row, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<CaseKey, List<RecordedFact>>();
        var body = ArrayPool<byte>.Shared.Rent(4096);
        while (await row.NextAsync(cancellationToken))
        {
            var key = row.CaseKey();
            if (!facts.TryGetValue(key, out var ofCase))
            {
                facts.Add(key, ofCase = []);
            }

            var length = row.Bytes("body", ref body);
            ofCase.Add(new(
                row.Long("sequence"),
                row.Text("source"),
                row.Text("id"),
                key.Authority,
                key.CaseReference,
                row.Instant("time"),
                row.Instant("recorded_at"),
                JsonSerializer.Deserialize(body.AsSpan(0, length), FactJson)!));
        }

        ArrayPool<byte>.Shared.Return(body);
        return facts;
    }
}
