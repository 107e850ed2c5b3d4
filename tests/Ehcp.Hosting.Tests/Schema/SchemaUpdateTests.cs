using Ehcp.Hosting.Databases;
using Ehcp.TestKit;
using Ehcp.TestKit.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ehcp.Hosting.Tests.Schema;

/// <summary>How a database gets its schema: from release to release, and never by halves.</summary>
public sealed class SchemaUpdateTests : IAsyncLifetime
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
    public async Task A_database_of_the_first_release_becomes_the_same_as_a_fresh_one_of_the_second()
    {
        await using var fresh = await TestDatabase.CreateAsync("second", connectionString => SecondAsync(connectionString));
        await FirstAsync();
        await _source.ExecuteAsync("insert into thing (name) values ('kept')");

        await SecondAsync(_database.ConnectionString);

        var expected = await SchemaDescription.ReadAsync(fresh.ConnectionString);
        (await SchemaDescription.ReadAsync(_database.ConnectionString)).ShouldBe(expected, "here", "fresh");
        Assert.Equal(["(1,kept)"], await _source.RowsAsync("select * from thing_v1"));
        Assert.Equal(["(0001-things.sql)", "(0002-colours.sql)", "(views/thing_v1.sql)"], await _source.RowsAsync("select name from schema_script"));
    }

    [Fact]
    public async Task A_view_is_renewed_when_its_script_has_changed_and_else_left_alone()
    {
        await FirstAsync();
        await _source.ExecuteAsync("create or replace view thing_v1 as select id, 'an older text' as name from thing; insert into thing (name) values ('new')");

        await FirstAsync();
        Assert.Equal(["(1,\"an older text\")"], await _source.RowsAsync("select * from thing_v1"));

        await _source.ExecuteAsync("update schema_script set sha256 = 'of the older text' where name = 'views/thing_v1.sql'");
        await FirstAsync();
        Assert.Equal(["(1,new)"], await _source.RowsAsync("select * from thing_v1"));
    }

    [Fact]
    public async Task A_published_column_cannot_be_renamed_by_renewing_the_view()
    {
        await FirstAsync();
        await _source.ExecuteAsync("""
            drop view thing_v1;
            create view thing_v1 as select id, name::text as title from thing;
            update schema_script set sha256 = 'of a script with another column' where name = 'views/thing_v1.sql'
            """);

        var refused = await Assert.ThrowsAsync<PostgresException>(FirstAsync);

        Assert.Equal(PostgresErrorCodes.InvalidTableDefinition, refused.SqlState);
        Assert.Equal(1, await _source.CountAsync("information_schema.columns where table_name = 'thing_v1' and column_name = 'title'"));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_and_the_next_attempt_is_free()
    {
        await FirstAsync();
        var before = await SchemaDescription.ReadAsync(_database.ConnectionString);

        await using (var broken = new BrokenRelease(DatabaseServices.Options<BrokenRelease>(_database.ConnectionString)))
        {
            await Assert.ThrowsAsync<PostgresException>(() => broken.UpdateSchemaAsync(Stop));
        }

        (await SchemaDescription.ReadAsync(_database.ConnectionString)).ShouldBe(before, "after", "before");
        await SecondAsync(_database.ConnectionString);
        Assert.Equal(1, await _source.CountAsync("information_schema.columns where table_name = 'thing' and column_name = 'colour'"));
    }

    [Fact]
    public async Task A_database_of_a_build_from_before_the_first_release_is_refused_and_left_as_it_is()
    {
        await _source.ExecuteAsync("""
            create table "__EFMigrationsHistory" (migration_id varchar(150) primary key, product_version varchar(32) not null);
            insert into "__EFMigrationsHistory" values ('20251231000000_Trial', '10.0.15');
            create table thing (id int)
            """);
        var before = await SchemaDescription.ReadAsync(_database.ConnectionString);

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(FirstAsync);

        Assert.Contains("before the first release", refused.Message, StringComparison.Ordinal);
        Assert.Contains("20251231000000_Trial", refused.Message, StringComparison.Ordinal);
        Assert.Contains("deploy/down --wipe", refused.Message, StringComparison.Ordinal);
        (await SchemaDescription.ReadAsync(_database.ConnectionString)).ShouldBe(before, "after", "before");
    }

    [Fact]
    public async Task A_database_made_by_another_text_of_a_script_is_refused_and_left_as_it_is()
    {
        await FirstAsync();
        await _source.ExecuteAsync("update schema_script set sha256 = 'of another text' where name = '0001-things.sql'");

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => SecondAsync(_database.ConnectionString));

        Assert.Contains("0001-things.sql", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _source.CountAsync("information_schema.columns where table_name = 'thing' and column_name = 'colour'"));
    }

    [Fact]
    public async Task A_database_of_a_newer_release_is_left_as_it_is()
    {
        await SecondAsync(_database.ConnectionString);
        var before = await SchemaDescription.ReadAsync(_database.ConnectionString);

        await FirstAsync();

        (await SchemaDescription.ReadAsync(_database.ConnectionString)).ShouldBe(before, "after", "before");
    }

    [Fact]
    public async Task Several_at_once_take_turns()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SecondAsync(_database.ConnectionString)));

        Assert.Equal(3, await _source.CountAsync("schema_script"));
    }

    private async Task FirstAsync()
    {
        await using var context = new FirstRelease(DatabaseServices.Options<FirstRelease>(_database.ConnectionString));
        await context.UpdateSchemaAsync(Stop);
    }

    private static async Task SecondAsync(string connectionString)
    {
        await using var context = new SecondRelease(DatabaseServices.Options<SecondRelease>(connectionString));
        await context.UpdateSchemaAsync(Stop);
    }
}
