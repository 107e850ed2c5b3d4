using System;
using Ehcp.Reporting.Known.Minutes;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class MinutesAndReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "after_mediation_or_tribunal",
                table: "known_request",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int[]>(
                name: "minutes_before",
                table: "case_snapshot",
                type: "integer[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<int[]>(
                name: "recorded_minutes",
                table: "case_snapshot",
                type: "integer[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "known_review",
                columns: table => new
                {
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    review_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    known_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    known_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    meeting_held_on = table.Column<DateOnly>(type: "date", nullable: true),
                    dates_usable = table.Column<bool>(type: "boolean", nullable: false),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    amended_plan_sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    team = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    area = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    primary_need = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_review", x => new { x.authority, x.case_reference, x.review_id, x.known_from });
                });

            migrationBuilder.Sql(MinuteTables.Create);
            migrationBuilder.Sql(MinuteTables.CountStored);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(MinuteTables.Drop);

            migrationBuilder.DropTable(
                name: "known_review");

            migrationBuilder.DropColumn(
                name: "after_mediation_or_tribunal",
                table: "known_request");

            migrationBuilder.DropColumn(
                name: "minutes_before",
                table: "case_snapshot");

            migrationBuilder.DropColumn(
                name: "recorded_minutes",
                table: "case_snapshot");
        }
    }
}
