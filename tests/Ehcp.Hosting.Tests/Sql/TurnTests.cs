using Ehcp.Hosting.Sql;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Hosting.Tests.Sql;

/// <summary>A turn is one process's at a time.</summary>
public sealed class TurnTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("empty", _ => Task.CompletedTask);
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Only_one_transaction_has_it_and_another_may_have_another()
    {
        await using var one = await _source.OpenConnectionAsync(Stop);
        await using var other = await _source.OpenConnectionAsync(Stop);
        await using var first = await one.BeginTransactionAsync(Stop);
        await using var second = await other.BeginTransactionAsync(Stop);

        Assert.True(await Turn.TryTakeAsync(one, "mails", Stop));
        Assert.False(await Turn.TryTakeAsync(other, "mails", Stop));
        Assert.True(await Turn.TryTakeAsync(other, "sums", Stop));

        await first.CommitAsync(Stop);
        Assert.True(await Turn.TryTakeAsync(other, "mails", Stop));
    }

    [Fact]
    public async Task Who_waits_has_it_when_the_other_transaction_has_ended()
    {
        await using var one = await _source.OpenConnectionAsync(Stop);
        await using var other = await _source.OpenConnectionAsync(Stop);
        var first = await one.BeginTransactionAsync(Stop);
        await using var second = await other.BeginTransactionAsync(Stop);
        await Turn.TakeAsync(one, "mails", Stop);

        var waiting = Turn.TakeAsync(other, "mails", Stop);
        await Until.EqualAsync(
            1, () => _source.CountAsync(
            "pg_locks join pg_database on pg_database.oid = database and datname = current_database() where locktype = 'advisory' and not granted"),
            cancellationToken: Stop);
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();
        await waiting;
    }

    [Fact]
    public async Task A_held_turn_outlives_transactions_until_it_is_given_back()
    {
        await using var one = await _source.OpenConnectionAsync(Stop);
        await using var other = await _source.OpenConnectionAsync(Stop);
        await Turn.HoldAsync(one, "schema", Stop);
        await (await one.BeginTransactionAsync(Stop)).CommitAsync(Stop);
        Assert.False(await Turn.TryTakeAsync(other, "schema", Stop));

        await Turn.ReleaseAsync(one, "schema", Stop);
        Assert.True(await Turn.TryTakeAsync(other, "schema", Stop));
    }
}
