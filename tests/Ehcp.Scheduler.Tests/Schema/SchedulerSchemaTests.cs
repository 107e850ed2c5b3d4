using Ehcp.Hosting.Databases;
using Ehcp.TestKit;
using Ehcp.TestKit.Schema;
using Npgsql;
using Quartz;

namespace Ehcp.Scheduler.Tests.Schema;

/// <summary>The schema of the Scheduler: frozen scripts, and every release's database becomes the same as a fresh one.</summary>
public sealed class SchedulerSchemaTests()
    : SchemaTests("Scheduler", connectionString => new SchedulerDbContext(DatabaseServices.Options<SchedulerDbContext>(connectionString)))
{
    [Fact]
    public async Task The_tables_of_Quartz_are_those_of_its_own_script()
    {
        await using var ours = await TestDatabase.CreateAsync("scheduler", SchedulerAtRest.MigrateAsync);
        await using var theirs = await TestDatabase.CreateAsync("quartz", async connectionString =>
        {
            await using var database = NpgsqlDataSource.Create(connectionString);
            await database.ExecuteAsync("create schema quartz");
            foreach (var statement in QuartzScript().Split("--;;\n"))
            {
                var prefixed = statement.Replace("{0}", "quartz.qrtz_", StringComparison.Ordinal).Replace("{1}", "qrtz_", StringComparison.Ordinal);
                await database.ExecuteAsync(prefixed);
            }
        });

        (await OfQuartzAsync(ours)).ShouldBe(await OfQuartzAsync(theirs), "in our script", "in the script of this version of Quartz");
    }

    private static async Task<SchemaDescription> OfQuartzAsync(TestDatabase database)
    {
        var whole = await SchemaDescription.ReadAsync(database.ConnectionString);
        return new([.. whole.Lines.Where(line => line.Split(' ')[1].StartsWith("quartz.", StringComparison.Ordinal))]);
    }

    private static string QuartzScript()
    {
        using var reader = new StreamReader(typeof(IScheduler).Assembly.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_postgres.sql")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
