using Ehcp.Reporting.Sums;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class Sums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_known_request_plan_sent_on",
                table: "known_request");

            migrationBuilder.DropIndex(
                name: "ix_known_request_without_plan",
                table: "known_request");

            migrationBuilder.CreateIndex(
                name: "ix_known_request_open",
                table: "known_request",
                columns: new[] { "authority", "received_on" },
                filter: "known_to is null and plan_sent_on is null and closed_on is null and assessment_decision is distinct from 'refuse' and issue_decision is distinct from 'not-issue'");

            migrationBuilder.Sql(SumTables.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SumTables.Drop);

            migrationBuilder.DropIndex(
                name: "ix_known_request_open",
                table: "known_request");

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
        }
    }
}
