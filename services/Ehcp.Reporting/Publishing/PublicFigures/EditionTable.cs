using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Reporting.Publishing.Disclosure;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>Published editions, for good: the table refuses every update and delete.</summary>
internal static class EditionTable
{
    private const string Select = """
        select id, authority, published_at, known_at, threshold, round_to, note, years from public_edition
        where authority = $1 and ($2::bigint is null or id = $2) order by id desc limit $3
        """;

    private const string Insert = """
        insert into public_edition (authority, published_at, known_at, published_by, threshold, round_to, note, years) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
        """;

    private static readonly JsonSerializerOptions Stored = new(
        JsonSerializerDefaults.Web)
    { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>Newest first.</summary>
    internal static async Task<List<PublicEdition>> ReadAsync(
        NpgsqlConnection connection, string authority, long? id, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters = { new() { Value = authority }, new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = most } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var editions = new List<PublicEdition>();
        while (await reader.ReadAsync(cancellationToken))
        {
            editions.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt32(4),
                    reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetString(6), JsonSerializer.Deserialize<ImmutableArray<PublishedYear>>(reader.GetString(7), Stored)));
        }

        return editions;
    }

    internal static async Task<long> AddAsync(NpgsqlConnection connection, PublicEdition edition, string publishedBy, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = edition.Authority }, new() { Value = edition.PublishedAt.UtcDateTime }, new() { Value = edition.KnownAt.UtcDateTime },
                    new() { Value = publishedBy },
                new() { Value = edition.Threshold }, new() { Value = edition.RoundTo }, new NpgsqlParameter<string?> { TypedValue = edition.Note },
                new() { Value = JsonSerializer.Serialize(edition.Years, Stored), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
