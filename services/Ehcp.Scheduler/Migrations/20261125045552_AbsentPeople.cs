using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Scheduler.Migrations
{
    /// <inheritdoc />
    public partial class AbsentPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "because",
                table: "alert",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "told",
                table: "alert",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "refused_address",
                columns: table => new
                {
                    address = table.Column<string>(type: "text", nullable: false),
                    refused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refused_address", x => x.address);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "refused_address");

            migrationBuilder.DropColumn(
                name: "because",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "told",
                table: "alert");
        }
    }
}
