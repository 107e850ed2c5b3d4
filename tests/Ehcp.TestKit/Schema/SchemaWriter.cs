using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Ehcp.TestKit.Schema;

/// <summary>Writes what <see cref="SchemaTests"/> compares with. Only <c>deploy/schema</c> asks for it.</summary>
internal static partial class SchemaWriter
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static bool Writes(string what) => Environment.GetEnvironmentVariable("EHCP_WRITE_SCHEMA") == what;

    /// <summary>
    /// After a change of the model: writes EF's snapshot of it anew, and, where the scripts do not make it yet, the statements that the change needs at the
    /// end of the script that is not released yet; where all are released, into a new one, <c>EHCP_SCHEMA_NAME</c>, with its migration.
    /// </summary>
    internal static void WriteModel(DbContext context, SchemaFolder folder, bool scriptsMakeIt)
    {
        if (!scriptsMakeIt)
        {
            var statements = Statements(context);
            var script = Unreleased(context, folder);
            var space = File.Exists(script) ? "\n" : "";
            File.AppendAllText(script, $"{space}-- From the model. Until the release this may become part of the other statements.\n{statements}");
        }

        var snapshot = Scaffolder(context).ScaffoldMigration("Change", context.GetType().Assembly.GetName().Name, "Migrations", "C#");
        var file = Path.Combine(folder.Project, "Migrations", snapshot.SnapshotName + ".cs");
        File.WriteAllText(file, snapshot.SnapshotCode.ReplaceLineEndings("\n").TrimStart('\uFEFF'));
    }

    /// <summary>The dump of the release that is being built, from a fresh database, and the pins of it and of all scripts.</summary>
    internal static async Task WriteReleaseAsync(SchemaFolder folder, string freshDatabase, string settle)
    {
        foreach (var release in folder.Released)
        {
            var changed = ScriptsOf(folder, release).Where(script => !folder.Sums().Contains($"{script.Sha256}  {script.Name}\n", StringComparison.Ordinal));
            var names = string.Join(", ", changed.Select(script => script.Name));
            Assert.True(names.Length == 0, $"Part of release {release}, and can never change: {names}.");
        }

        await using (var source = NpgsqlDataSource.Create(freshDatabase))
        {
            await source.ExecuteAsync($"update schema_script set applied_at = '2000-01-01'; {settle}");
        }

        Directory.CreateDirectory(Path.Combine(folder.Path, "releases"));
        await File.WriteAllTextAsync(folder.Dump(SchemaFolder.Version), await DumpAsync(freshDatabase), Stop);
        await File.WriteAllTextAsync(folder.Pins, folder.Sums(), Stop);
    }

    private static string Statements(DbContext context)
    {
        // A new one: the context has made its own read-only when it was asked for changes.
        var snapshot = (ModelSnapshot)Activator.CreateInstance(context.GetService<IMigrationsAssembly>().ModelSnapshot!.GetType())!;
        var before = context.GetService<IModelRuntimeInitializer>().Initialize(((IMutableModel)snapshot.Model).FinalizeModel());
        var now = context.GetService<IDesignTimeModel>().Model;
        var changes = context.GetService<IMigrationsModelDiffer>().GetDifferences(before.GetRelationalModel(), now.GetRelationalModel());
        var commands = context.GetService<IMigrationsSqlGenerator>().Generate(changes, now);
        return string.Concat(commands.Select(command => command.CommandText)).ReplaceLineEndings("\n");
    }

    private static IMigrationsScaffolder Scaffolder(DbContext context)
    {
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
        var provider = Assembly.Load(context.Database.ProviderName!);
        var type = provider.GetType(provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName, throwOnError: true)!;
        ((IDesignTimeServices)Activator.CreateInstance(type)!).ConfigureDesignTimeServices(services);
        return services.BuildServiceProvider().GetRequiredService<IMigrationsScaffolder>();
    }

    private static string Unreleased(DbContext context, SchemaFolder folder)
    {
        var newest = Directory.GetFiles(folder.Path, "*.sql").Order(StringComparer.Ordinal).First(file => IsOfNewest(file, folder));
        if (folder.Released.IsEmpty || ScriptsOf(folder, folder.Released[^1]).All(script => script.Name != Path.GetFileName(newest)))
        {
            return newest;
        }

        var name = Environment.GetEnvironmentVariable("EHCP_SCHEMA_NAME");
        Assert.True(
            name is { Length: > 0 } && KebabCase().IsMatch(name),
            "All scripts are released: give the new one a name, as in deploy/schema add-postcode-area.");
        var script = $"{Number(newest) + 1:0000}-{name}.sql";
        var type = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var project = context.GetType().Assembly.GetName().Name;
        var elsewhere = context.GetType().Namespace == project ? "" : $"using {context.GetType().Namespace};\n";
        File.WriteAllText(Path.Combine(folder.Project, "Migrations", type + ".cs"), $"""
            using {typeof(Hosting.Databases.ScriptMigration).Namespace};
            {elsewhere}using Microsoft.EntityFrameworkCore.Infrastructure;
            using Microsoft.EntityFrameworkCore.Migrations;

            namespace {project}.Migrations;

            [DbContext(typeof({context.GetType().Name}))]
            [Migration("{TimeProvider.System.GetUtcNow():yyyyMMddHHmmss}_{type}")]
            internal sealed class {type}() : ScriptMigration("{script}");

            """);
        return Path.Combine(folder.Path, script);
    }

    // The first of the scripts with the highest number: the Scheduler's 0001-initial.sql, not 0001-quartz.sql.
    private static bool IsOfNewest(string file, SchemaFolder folder) => Number(file) == Directory.GetFiles(folder.Path, "*.sql").Max(Number);

    private static int Number(string file) => int.Parse(Path.GetFileName(file)[..4], System.Globalization.CultureInfo.InvariantCulture);

    // Views are left out: they may be renewed.
    private static List<(string Name, string Sha256)> ScriptsOf(SchemaFolder folder, string release) =>
    [
        .. from Match row in ScriptRow().Matches(File.ReadAllText(folder.Dump(release)))
           where !row.Groups["name"].Value.Contains('/', StringComparison.Ordinal)
           select (row.Groups["name"].Value, row.Groups["sha256"].Value),
    ];

    private static async Task<string> DumpAsync(string database)
    {
        var at = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo("pg_dump", ["--no-owner", "--no-privileges", "--inserts"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new[]
        {
            ("PGHOST", at.Host), ("PGPORT", $"{at.Port}"), ("PGUSER", at.Username), ("PGPASSWORD", at.Password), ("PGDATABASE", at.Database),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);

        // Without the lines that only psql understands, that differ each time, or that say nothing.
        var dump = new StringBuilder();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('\\') && !line.StartsWith("--", StringComparison.Ordinal)))
        {
            dump.Append(line).Append('\n');
        }

        return dump.ToString();
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("^INSERT INTO public\\.schema_script VALUES \\('(?<name>[^']+)', '(?<sha256>[0-9a-f]{64})'", RegexOptions.Multiline)]
    private static partial Regex ScriptRow();
}
