using Ehcp.Reporting.Publishing.Bi;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ehcp.Reporting.Migrations
{
    /// <inheritdoc />
    public partial class Bi : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(BiSchema.Create);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(BiSchema.Drop);
    }
}
