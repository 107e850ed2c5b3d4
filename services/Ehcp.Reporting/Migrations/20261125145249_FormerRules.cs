using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class FormerRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "rules_from",
                table: "case_snapshot",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "rules_release",
                columns: table => new
                {
                    rules_year = table.Column<int>(type: "integer", nullable: false),
                    rules_number = table.Column<int>(type: "integer", nullable: false),
                    took_effect_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rules_release", x => new { x.rules_year, x.rules_number });
                });

            // What has been shown until now was computed by the releases that are stored.
            migrationBuilder.Sql("insert into rules_release select distinct rules_year, rules_number, timestamptz '-infinity' from case_snapshot");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rules_release");

            migrationBuilder.DropColumn(
                name: "rules_from",
                table: "case_snapshot");
        }
    }
}
