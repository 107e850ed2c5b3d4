using System.Security.Claims;
using Ehcp.Hosting.Keys;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Hosting.Access;

/// <summary>Writes down who sees which case, before it is shown: what cannot be written down is not shown.</summary>
public sealed class AccessLog(NpgsqlDataSource database, TimeProvider clock)
{
    private const int LongestQuery = 2000;

    private const string Add = """
        insert into access_record (at, caller, what, authority, case_reference, query, cases)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string Read = """
        select id, at, caller, what, authority, case_reference, query, cases
        from access_record
        where ($1::text[] is null or authority = any ($1)) and ($2::text is null or case_reference = $2)
          and ($3::text is null or caller = $3) and ($4::bigint is null or id < $4)
        order by id desc
        limit $5
        """;

    /// <summary>One case is about to be shown.</summary>
    /// <param name="caller">To whom.</param>
    /// <param name="what">What of it, e.g. <c>case</c>.</param>
    /// <param name="authority">ONS code.</param>
    /// <param name="caseReference">The case.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task CaseAsync(ClaimsPrincipal caller, string what, string authority, string caseReference, CancellationToken cancellationToken) =>
        AddAsync(caller, what, authority, caseReference, query: null, cases: 1, cancellationToken);

    /// <summary>A list of cases is about to be shown. One of none is not written down.</summary>
    /// <param name="caller">To whom.</param>
    /// <param name="what">Which list, e.g. <c>case-list</c>.</param>
    /// <param name="authority">ONS code of the one it is of; null for all.</param>
    /// <param name="query">What was asked for.</param>
    /// <param name="cases">How many cases it shows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task ListAsync(ClaimsPrincipal caller, string what, string? authority, string? query, int cases, CancellationToken cancellationToken) =>
        cases == 0 ? Task.CompletedTask : AddAsync(caller, what, authority, caseReference: null, query, cases, cancellationToken);

    internal async Task<List<AccessRecord>> ReadAsync(
        string[]? authorities, string? caseReference, string? caller, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new() { Value = (object?)authorities ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)caseReference ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)caller ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var records = new List<AccessRecord>();
        while (await row.ReadAsync(cancellationToken))
        {
            records.Add(new()
            {
                Id = row.GetInt64(0),
                At = row.GetFieldValue<DateTimeOffset>(1),
                Caller = row.GetString(2),
                What = row.GetString(3),
                Authority = row.IsDBNull(4) ? null : row.GetString(4),
                CaseReference = row.IsDBNull(5) ? null : row.GetString(5),
                Query = row.IsDBNull(6) ? null : row.GetString(6),
                Cases = row.GetInt32(7),
            });
        }

        return records;
    }

    private async Task AddAsync(
        ClaimsPrincipal caller, string what, string? authority, string? caseReference, string? query, int cases, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Add);
        command.Parameters.Add(new() { Value = clock.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new() { Value = caller.KeyName() });
        command.Parameters.Add(new() { Value = what });
        command.Parameters.Add(new() { Value = (object?)authority ?? DBNull.Value });
        command.Parameters.Add(new() { Value = (object?)caseReference ?? DBNull.Value });
        command.Parameters.Add(new() { Value = query is { Length: > 0 } ? query[..Math.Min(query.Length, LongestQuery)] : DBNull.Value });
        command.Parameters.Add(new() { Value = cases });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
