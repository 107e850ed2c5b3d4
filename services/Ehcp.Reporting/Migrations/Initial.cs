using Ehcp.Hosting.Databases;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ehcp.Reporting.Migrations;

[DbContext(typeof(ReportingDbContext))]
[Migration("20261127160003_Initial")]
internal sealed class Initial() : ScriptMigration("0001-initial.sql");
