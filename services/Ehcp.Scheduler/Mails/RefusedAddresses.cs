using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>The addresses that are passed over: the next person is told at once, and not after one more refusal.</summary>
internal static class RefusedAddresses
{
    private const string All = "select address from refused_address";

    private const string Remember = """
        insert into refused_address (address, refused_at, answer) select address, @now, @answer from unnest(@addresses) as refused (address)
        on conflict (address) do update set refused_at = excluded.refused_at, answer = excluded.answer
        """;

    private const string Forget = "delete from refused_address where address = any(@addresses)";

    internal static async Task<Unreachable> UnreachableAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(All);
        return new(today, (await select.ListAsync(row => row.Text("address"), cancellationToken)).ToHashSet(StringComparer.Ordinal));
    }

    internal static async Task RememberAsync(
        NpgsqlConnection connection, string[] addresses, string answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var remember = connection.Sql(Remember).With("addresses", addresses).With("now", now).With("answer", answer);
        await remember.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>How many were remembered.</returns>
    internal static async Task<int> ForgetAsync(NpgsqlConnection connection, string[] addresses, CancellationToken cancellationToken)
    {
        await using var forget = connection.Sql(Forget).With("addresses", addresses);
        return await forget.ExecuteNonQueryAsync(cancellationToken);
    }
}
