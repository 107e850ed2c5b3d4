using Ehcp.Hosting.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Ehcp.TestKit.Schema;

/// <summary>
/// What must be true of every service's schema: its scripts are frozen, they make what the model describes, and a database of every release becomes
/// the same as a fresh one. <c>deploy/schema</c> writes what these tests compare with; docs/schema.md tells how to change a schema.
/// </summary>
/// <param name="service">Name of the service: "Intake".</param>
/// <param name="create">Makes its context for the database at this connection string.</param>
/// <param name="settle">SQL that makes random values of a fresh database the same in every dump.</param>
public abstract class SchemaTests(string service, Func<string, DbContext> create, string settle = "")
{
    private readonly SchemaFolder _folder = new(service);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_model_has_no_change_without_a_script()
    {
        await using var context = create("Host=localhost");
        if (SchemaWriter.Writes("model") && context.Database.HasPendingModelChanges())
        {
            var model = await ModelAsync();
            var tables = model.Tables();
            SchemaWriter.WriteModel(context, _folder, model.OfModel(tables).Lines.SequenceEqual((await OnDiskAsync()).OfModel(tables).Lines));
            return;
        }

        Assert.False(context.Database.HasPendingModelChanges(), "The model has changed: run deploy/schema.");
    }

    [Fact]
    public async Task Scripts_make_the_tables_that_the_model_describes()
    {
        var model = await ModelAsync();
        var tables = model.Tables();
        model.OfModel(tables).ShouldBe((await OnDiskAsync()).OfModel(tables), "in the model", "in the scripts");
    }

    [Fact]
    public void Every_script_and_every_release_is_as_it_was_pinned() => Assert.Equal(File.ReadAllText(_folder.Pins), _folder.Sums());

    [Fact]
    public async Task The_dump_of_this_release_was_made_by_its_scripts()
    {
        await using var fresh = await CreateAsync();
        if (SchemaWriter.Writes("release"))
        {
            await SchemaWriter.WriteReleaseAsync(_folder, fresh.ConnectionString, settle);
            return;
        }

        Assert.True(File.Exists(_folder.Dump(SchemaFolder.Version)), $"Release {SchemaFolder.Version} has no dump of its schema: run deploy/schema.");
        await using var dumped = await RestoredAsync(SchemaFolder.Version);
        Assert.Equal(await ScriptsAsync(fresh), await ScriptsAsync(dumped));
    }

    [Fact]
    public async Task A_database_of_every_release_becomes_the_same_as_a_fresh_one()
    {
        var fresh = await FreshAsync();
        foreach (var release in _folder.Releases)
        {
            await using var database = await RestoredAsync(release);
            await using (var context = create(database.ConnectionString))
            {
                await context.UpdateSchemaAsync(Stop);
            }

            (await SchemaDescription.ReadAsync(database.ConnectionString)).ShouldBe(fresh, $"in a database of {release}", "in a fresh one");
        }
    }

    private async Task<SchemaDescription> ModelAsync()
    {
        await using var database = await TestDatabase.CreateAsync("model_" + service.ToLowerInvariant(), async connectionString =>
        {
            await using var context = create(connectionString);
            await context.Database.EnsureCreatedAsync(Stop);
        });
        return await SchemaDescription.ReadAsync(database.ConnectionString);
    }

    // The scripts as they are in the checkout: those in the assembly may be older, and EF refuses to migrate while the model has changed.
    private async Task<SchemaDescription> OnDiskAsync()
    {
        await using var database = await TestDatabase.CreateAsync("scripts_" + service.ToLowerInvariant(), async connectionString =>
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
            foreach (var script in Directory.GetFiles(_folder.Path, "*.sql").Order(StringComparer.Ordinal))
            {
                await source.ExecuteAsync(await File.ReadAllTextAsync(script, Stop));
            }
        });
        return await SchemaDescription.ReadAsync(database.ConnectionString);
    }

    private async Task<TestDatabase> RestoredAsync(string release) =>
        await TestDatabase.CreateAsync($"{service.ToLowerInvariant()}_{release.Replace('.', '_')}", async connectionString =>
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
            await using var restore = source.CreateCommand(await File.ReadAllTextAsync(_folder.Dump(release), Stop));
            await restore.ExecuteNonQueryAsync(Stop);
        });

    private Task<TestDatabase> CreateAsync() => TestDatabase.CreateAsync("fresh_" + service.ToLowerInvariant(), async connectionString =>
    {
        await using var context = create(connectionString);
        await context.UpdateSchemaAsync(Stop);
    });

    private async Task<SchemaDescription> FreshAsync()
    {
        await using var database = await CreateAsync();
        return await SchemaDescription.ReadAsync(database.ConnectionString);
    }

    private static async Task<List<string>> ScriptsAsync(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        return await source.RowsAsync("select name, sha256 from schema_script");
    }
}
