using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Scheduler.Migrations
{
    /// <inheritdoc />
    public partial class Digests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "mail",
                type: "text",
                nullable: false,
                defaultValue: "alerts");

            migrationBuilder.CreateTable(
                name: "digest",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mails = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_digest", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "digest_line",
                columns: table => new
                {
                    mail_id = table.Column<long>(type: "bigint", nullable: false),
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    milestone = table.Column<string>(type: "text", nullable: false),
                    clock = table.Column<string>(type: "text", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    unassigned = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_digest_line", x => new { x.mail_id, x.authority, x.case_reference, x.milestone, x.clock });
                    table.ForeignKey(
                        name: "fk_digest_line_mail_mail_id",
                        column: x => x.mail_id,
                        principalTable: "mail",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail",
                columns: new[] { "recipient", "kind" },
                unique: true,
                filter: "state = 'planned'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "digest");

            migrationBuilder.DropTable(
                name: "digest_line");

            migrationBuilder.DropIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "mail");

            migrationBuilder.CreateIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail",
                column: "recipient",
                unique: true,
                filter: "state = 'planned'");
        }
    }
}
