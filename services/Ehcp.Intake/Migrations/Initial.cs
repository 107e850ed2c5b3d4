using Ehcp.Hosting.Databases;
using Ehcp.Intake.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ehcp.Intake.Migrations;

[DbContext(typeof(IntakeDbContext))]
[Migration("20261127160001_Initial")]
internal sealed class Initial() : ScriptMigration("0001-initial.sql");
