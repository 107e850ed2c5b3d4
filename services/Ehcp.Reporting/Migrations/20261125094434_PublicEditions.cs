using Ehcp.Reporting.Publishing.PublicFigures;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class PublicEditions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(EditionTable.Create);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(EditionTable.Drop);
    }
}
