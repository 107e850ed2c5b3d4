using Ehcp.Hosting.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ehcp.Hosting.Tests.Schema;

// One service in two releases, and one whose second script fails. The first migration is the same in all three.
internal sealed class FirstRelease(DbContextOptions<FirstRelease> options) : DbContext(options);

internal sealed class SecondRelease(DbContextOptions<SecondRelease> options) : DbContext(options);

internal sealed class BrokenRelease(DbContextOptions<BrokenRelease> options) : DbContext(options);

[DbContext(typeof(FirstRelease))]
[Migration("20260101000000_Things")]
internal sealed class ThingsOfFirst() : ScriptMigration("0001-things.sql");

[DbContext(typeof(SecondRelease))]
[Migration("20260101000000_Things")]
internal sealed class ThingsOfSecond() : ScriptMigration("0001-things.sql");

[DbContext(typeof(SecondRelease))]
[Migration("20260201000000_Colours")]
internal sealed class Colours() : ScriptMigration("0002-colours.sql");

[DbContext(typeof(BrokenRelease))]
[Migration("20260101000000_Things")]
internal sealed class ThingsOfBroken() : ScriptMigration("0001-things.sql");

[DbContext(typeof(BrokenRelease))]
[Migration("20260201000000_Broken")]
internal sealed class Broken() : ScriptMigration("0002-broken.sql");
