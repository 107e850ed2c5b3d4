using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>The addresses that are passed over: the next person is told at once, and not after one more refusal.</summary>
internal static class RefusedAddresses
{
    private const string All = "select address from refused_address";

    private const string Remember = """
        insert into refused_address (address, refused_at, answer) select address, $2, $3 from unnest($1) as refused (address)
        on conflict (address) do update set refused_at = excluded.refused_at, answer = excluded.answer
        """;

    private const string Forget = "delete from refused_address where address = any($1)";

    internal static async Task<Unreachable> UnreachableAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(All, connection);
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
        {
            refused.Add(row.GetString(0));
        }

        return new(today, refused);
    }

    internal static async Task RememberAsync(
        NpgsqlConnection connection, string[] addresses, string answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var remember = new NpgsqlCommand(Remember, connection)
        {
            Parameters = { new() { Value = addresses }, new() { Value = now.ToUniversalTime() }, new() { Value = answer } },
        };
        await remember.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>How many were remembered.</returns>
    internal static async Task<int> ForgetAsync(NpgsqlConnection connection, string[] addresses, CancellationToken cancellationToken)
    {
        await using var forget = new NpgsqlCommand(Forget, connection) { Parameters = { new() { Value = addresses } } };
        return await forget.ExecuteNonQueryAsync(cancellationToken);
    }
}
