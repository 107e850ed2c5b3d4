using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Intake.Migrations
{
    /// <inheritdoc />
    public partial class Minutes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "announced_to",
                columns: table => new
                {
                    is_only = table.Column<bool>(type: "boolean", nullable: false),
                    minute = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announced_to", x => x.is_only);
                    table.CheckConstraint("ck_announced_to_is_only", "is_only");
                });

            migrationBuilder.InsertData(
                table: "announced_to",
                columns: new[] { "is_only", "minute" },
                values: new object[] { true, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)) });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_recorded_at",
                table: "ledger",
                column: "recorded_at")
                .Annotation("Npgsql:IndexMethod", "brin")
                .Annotation("Npgsql:StorageParameter:autosummarize", true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announced_to");

            migrationBuilder.DropIndex(
                name: "ix_ledger_recorded_at",
                table: "ledger");
        }
    }
}
