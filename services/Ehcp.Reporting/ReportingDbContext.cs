using Ehcp.Hosting.Access;
using Ehcp.Hosting.Databases;
using Ehcp.Reporting.Known.Projections;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Reporting;

public sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<StoredSnapshot> Snapshots => Set<StoredSnapshot>();

    /// <summary>Keys that protect cookies, shared by every replica.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddAccessLog();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ReportingDbContext).Assembly);
    }

    // Codes, references and ids are sorted and compared as they are, wherever the database was made.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().UseCollation("C");
}

/// <summary>For the tools that compare the model with the migrations; it never connects.</summary>
internal sealed class ReportingDesignTime() : DesignTimeContext<ReportingDbContext>(options => new(options));
