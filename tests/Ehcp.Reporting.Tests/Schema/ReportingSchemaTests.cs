using Ehcp.Hosting.Databases;
using Ehcp.TestKit.Schema;

namespace Ehcp.Reporting.Tests.Schema;

/// <summary>The schema of Reporting: frozen scripts, and every release's database becomes the same as a fresh one.</summary>
public sealed class ReportingSchemaTests()
    : SchemaTests("Reporting", connectionString => new ReportingDbContext(DatabaseServices.Options<ReportingDbContext>(connectionString)),
        settle: "update bi_key set secret = sha256('')");
