using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ehcp.Contracts;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Facts;

/// <summary>The facts in the database, a set at a time.</summary>
internal static class FactTable
{
    private static readonly JsonTypeInfo<Fact> FactJson = (JsonTypeInfo<Fact>)ContractsJson.Options.GetTypeInfo(typeof(Fact));

    private const string Insert = """
        insert into fact (source, id, authority, case_reference, sequence, time, recorded_at, type, body)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (source, id) do nothing
        returning authority, case_reference
        """;

    // Without the fence of "offset 0" a plan may read the whole table for a set of cases.
    private const string OfCases = """
        select held.source, held.id, held.authority, held.case_reference, held.sequence, held.time, held.recorded_at, held.body
        from unnest($1, $2) as wanted (authority, case_reference)
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
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                Column(sorted, fact => fact.Source),
                Column(sorted, fact => fact.Id),
                Column(sorted, fact => fact.Authority),
                Column(sorted, fact => fact.CaseReference),
                Column(sorted, fact => fact.Sequence),
                Column(sorted, fact => fact.Time.ToUniversalTime()),
                Column(sorted, fact => fact.RecordedAt.ToUniversalTime()),
                Column(sorted, fact => FactCatalogue.Of(fact.Fact).Name),
                Column(sorted, fact => JsonSerializer.SerializeToUtf8Bytes(fact.Fact, FactJson)),
            },
        };

        var cases = new List<CaseKey>(sorted.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            cases.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return cases;
    }

    internal static NpgsqlBatchCommand Select(CaseKey[] cases) => new(OfCases)
    {
        Parameters = { Column(cases, key => key.Authority), Column(cases, key => key.CaseReference) },
    };

    /// <summary>The rows of <see cref="Select"/>, by case.</summary>
    internal static async Task<Dictionary<CaseKey, List<RecordedFact>>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<CaseKey, List<RecordedFact>>();
        var body = ArrayPool<byte>.Shared.Rent(4096);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new CaseKey(reader.GetString(2), reader.GetString(3));
            if (!facts.TryGetValue(key, out var ofCase))
            {
                facts.Add(key, ofCase = []);
            }

            var length = (int)reader.GetBytes(7, 0, null, 0, 0);
            if (length > body.Length)
            {
                ArrayPool<byte>.Shared.Return(body);
                body = ArrayPool<byte>.Shared.Rent(length);
            }

            reader.GetBytes(7, 0, body, 0, length);
            ofCase.Add(new(
                reader.GetInt64(4),
                reader.GetString(0),
                reader.GetString(1),
                key.Authority,
                key.CaseReference,
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                JsonSerializer.Deserialize(body.AsSpan(0, length), FactJson)!));
        }

        ArrayPool<byte>.Shared.Return(body);
        return facts;
    }

    private static NpgsqlParameter<TValue[]> Column<TRow, TValue>(TRow[] rows, Func<TRow, TValue> value) =>
        new() { TypedValue = Array.ConvertAll(rows, row => value(row)) };
}
