using Ehcp.Hosting.Databases;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ehcp.Scheduler.Migrations;

[DbContext(typeof(SchedulerDbContext))]
[Migration("20261127160002_Initial")]
internal sealed class Initial() : ScriptMigration("0001-initial.sql", "0001-quartz.sql");
