using System;
using Ehcp.Reporting.Known.Projections;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_snapshot",
                columns: table => new
                {
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rules_year = table.Column<int>(type: "integer", nullable: false),
                    rules_number = table.Column<int>(type: "integer", nullable: false),
                    facts = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_snapshot", x => new { x.authority, x.case_reference });
                });

            migrationBuilder.CreateTable(
                name: "known_request",
                columns: table => new
                {
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    request_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    known_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    known_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    received_on = table.Column<DateOnly>(type: "date", nullable: true),
                    received_on_usable = table.Column<bool>(type: "boolean", nullable: false),
                    assessment_decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    assessment_decision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    issue_decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    issue_decision = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    plan_sent_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    exemption_claimed = table.Column<bool>(type: "boolean", nullable: false),
                    cannot_compute_because = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    awaited_advice = table.Column<string[]>(type: "text[]", nullable: true),
                    awaits_setting = table.Column<bool>(type: "boolean", nullable: false),
                    representations_to = table.Column<DateOnly>(type: "date", nullable: true),
                    team = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    area = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    primary_need = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_request", x => new { x.authority, x.case_reference, x.request_id, x.known_from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_snapshot_recorded_at",
                table: "case_snapshot",
                column: "recorded_at");

            migrationBuilder.CreateIndex(
                name: "ix_known_request_plan_sent_on",
                table: "known_request",
                columns: new[] { "authority", "plan_sent_on" },
                filter: "known_to is null and plan_sent_on is not null")
                .Annotation("Npgsql:IndexInclude", new[] { "received_on", "received_on_usable", "exemption_claimed" });

            migrationBuilder.CreateIndex(
                name: "ix_known_request_without_plan",
                table: "known_request",
                columns: new[] { "authority", "received_on" },
                filter: "known_to is null and plan_sent_on is null");

            migrationBuilder.Sql(StoredSnapshotConfiguration.Storage);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_snapshot");

            migrationBuilder.DropTable(
                name: "known_request");
        }
    }
}
