using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Ehcp.Scheduler.Migrations
{
    /// <inheritdoc />
    public partial class Recalculations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "clocks",
                table: "case_timeline",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string[]>(
                name: "rule_ids",
                table: "case_timeline",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "recalculation",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    rules = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    running = table.Column<bool>(type: "boolean", nullable: true, defaultValue: true),
                    cases = table.Column<long>(type: "bigint", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    changed = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    failed = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    moves = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    last_authority = table.Column<string>(type: "text", nullable: false, defaultValue: ""),
                    last_case_reference = table.Column<string>(type: "text", nullable: false, defaultValue: "")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recalculation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recalculation_move",
                columns: table => new
                {
                    recalculation_id = table.Column<long>(type: "bigint", nullable: false),
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    milestone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    clock = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    old_rules = table.Column<string>(type: "text", nullable: true),
                    old_rule = table.Column<string>(type: "text", nullable: true),
                    old_last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    new_rule = table.Column<string>(type: "text", nullable: true),
                    new_last_day = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recalculation_move", x => new { x.recalculation_id, x.authority, x.case_reference, x.milestone, x.clock });
                    table.ForeignKey(
                        name: "fk_recalculation_move_recalculation_row_recalculation_id",
                        column: x => x.recalculation_id,
                        principalTable: "recalculation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recalculation_running",
                table: "recalculation",
                column: "running",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recalculation_move_authority_case_reference",
                table: "recalculation_move",
                columns: new[] { "authority", "case_reference" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recalculation_move");

            migrationBuilder.DropTable(
                name: "recalculation");

            migrationBuilder.DropColumn(
                name: "clocks",
                table: "case_timeline");

            migrationBuilder.DropColumn(
                name: "rule_ids",
                table: "case_timeline");
        }
    }
}
