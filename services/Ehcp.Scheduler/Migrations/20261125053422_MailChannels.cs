using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Scheduler.Migrations
{
    /// <inheritdoc />
    public partial class MailChannels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail");

            migrationBuilder.AddColumn<string>(
                name: "channel",
                table: "mail",
                type: "text",
                nullable: false,
                defaultValue: "smtp");

            migrationBuilder.CreateIndex(
                name: "ix_mail_to_ask",
                table: "mail",
                columns: new[] { "channel", "not_before" },
                filter: "state = 'accepted'");

            migrationBuilder.CreateIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail",
                columns: new[] { "recipient", "kind", "channel" },
                unique: true,
                filter: "state = 'planned'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_mail_to_ask",
                table: "mail");

            migrationBuilder.DropIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "mail");

            migrationBuilder.CreateIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail",
                columns: new[] { "recipient", "kind" },
                unique: true,
                filter: "state = 'planned'");
        }
    }
}
