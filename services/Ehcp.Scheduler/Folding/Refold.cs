using Ehcp.Hosting.Sql;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Folding;

/// <summary>
/// Folds every case again under the rules of this build, from the facts that are stored. What comes out the same is neither written
/// nor announced, so that it may be stopped, run twice, and run beside consumers.
/// </summary>
internal sealed class Refold(NpgsqlDataSource database, FoldCases fold, Outbox outbox)
{
    private const int SetSize = 2_000;

    private const string NextCases = """
        select authority, case_reference from case_timeline
        where (authority, case_reference) > (@authority, @case_reference) order by authority, case_reference limit @most
        """;

    /// <returns>How many cases there are, and how many of them changed.</returns>
    internal async Task<(int Cases, int Changed)> RunAsync(CancellationToken cancellationToken)
    {
        int all = 0, changed = 0;
        var last = new CaseKey("", "");
        while (true)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var cases = await NextAsync(connection, last, cancellationToken);
            if (cases.Count == 0)
            {
                return (all, changed);
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            changed += await fold.RunAsync(connection, cases, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            outbox.Wake();
            all += cases.Count;
            last = cases[^1];
        }
    }

    private static async Task<List<CaseKey>> NextAsync(NpgsqlConnection connection, CaseKey after, CancellationToken cancellationToken)
    {
        await using var next = connection.Sql(NextCases)
            .With("authority", after.Authority).With("case_reference", after.CaseReference).With("most", SetSize);
        return await next.ListAsync(row => row.CaseKey(), cancellationToken);
    }
}
