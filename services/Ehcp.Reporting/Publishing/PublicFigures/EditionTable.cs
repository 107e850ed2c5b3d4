using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Publishing.Disclosure;
using Npgsql;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>Published editions, for good: the table refuses every update and delete.</summary>
internal static class EditionTable
{
    private const string Select = """
        select id, authority, published_at, known_at, threshold, round_to, note, years from public_edition
        where authority = @authority and (@id::bigint is null or id = @id) and id < @after order by id desc limit @most
        """;

    private const string Insert = """
        insert into public_edition (authority, published_at, known_at, published_by, threshold, round_to, note, years)
        values (@authority, @published_at, @known_at, @published_by, @threshold, @round_to, @note, @years::jsonb) returning id
        """;

    private static readonly JsonSerializerOptions Stored = new(
        JsonSerializerDefaults.Web)
    { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>Newest first.</summary>
    internal static async Task<List<PublicEdition>> ReadAsync(
        NpgsqlConnection connection, string authority, long? id, long after, int most, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Select).With("authority", authority).With("id", id).With("after", after).With("most", most);
        return await select.ListAsync(
            row => new PublicEdition(
                row.Long("id"), row.Text("authority"), row.Instant("published_at"), row.Instant("known_at"), row.Int("threshold"), row.Int("round_to"),
                row.TextOrNull("note"), JsonSerializer.Deserialize<ImmutableArray<PublishedYear>>(row.Text("years"), Stored)),
            cancellationToken);
    }

    internal static async Task<long> AddAsync(NpgsqlConnection connection, PublicEdition edition, string publishedBy, CancellationToken cancellationToken)
    {
        await using var insert = connection.Sql(Insert)
            .With("authority", edition.Authority)
            .With("published_at", edition.PublishedAt)
            .With("known_at", edition.KnownAt)
            .With("published_by", publishedBy)
            .With("threshold", edition.Threshold)
            .With("round_to", edition.RoundTo)
            .With("note", edition.Note)
            .With("years", JsonSerializer.Serialize(edition.Years, Stored));
        return await insert.ValueAsync<long>(cancellationToken);
    }
}
