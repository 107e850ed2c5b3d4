using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ehcp.Hosting.Databases;

/// <summary>
/// A migration that is nothing but frozen scripts: what a released one does can never change, whatever becomes of the code around it.
/// The database keeps each script's hash (<see cref="SchemaUpdate"/>).
/// </summary>
public abstract class ScriptMigration(params string[] scripts) : Migration
{
    /// <summary>Its scripts, in order.</summary>
    public ImmutableArray<SchemaScript> Scripts => [.. scripts.Select(name => SchemaScript.Read(GetType().Assembly, name))];

    protected sealed override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var script in Scripts)
        {
            migrationBuilder.Sql(script.Sql);
            migrationBuilder.Sql(AppliedScripts.Record(script));
        }
    }

    protected sealed override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("A schema only goes forward. To go back, restore the backup from before the upgrade.");
}
