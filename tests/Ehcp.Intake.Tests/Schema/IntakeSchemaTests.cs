using Ehcp.Hosting.Databases;
using Ehcp.Intake.Storage;
using Ehcp.TestKit.Schema;

namespace Ehcp.Intake.Tests.Schema;

/// <summary>The schema of Intake: frozen scripts, and every release's database becomes the same as a fresh one.</summary>
public sealed class IntakeSchemaTests()
    : SchemaTests("Intake", connectionString => new IntakeDbContext(DatabaseServices.Options<IntakeDbContext>(connectionString)));
