using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Scheduler.Migrations
{
    /// <inheritdoc />
    public partial class AnnouncedBreaches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "breach_at",
                table: "alert_plan",
                type: "timestamp with time zone",
                nullable: true);

            // What is breached already was never announced either.
            migrationBuilder.Sql("""
                update alert_plan set breach_at = (last_day + 1)::timestamp at time zone 'Europe/London' where last_day is not null
                """);

            migrationBuilder.CreateIndex(
                name: "ix_alert_plan_breach_at",
                table: "alert_plan",
                column: "breach_at",
                filter: "breach_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_alert_plan_breach_at",
                table: "alert_plan");

            migrationBuilder.DropColumn(
                name: "breach_at",
                table: "alert_plan");
        }
    }
}
