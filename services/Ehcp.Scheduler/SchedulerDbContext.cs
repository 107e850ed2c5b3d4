using Ehcp.Hosting.Access;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Ehcp.Scheduler;

internal sealed class SchedulerDbContext(DbContextOptions<SchedulerDbContext> options) : DbContext(options)
{
    public DbSet<FactRow> Facts => Set<FactRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.AddAccessLog();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SchedulerDbContext).Assembly);
    }
}

/// <summary>For the tools that write migrations; it never connects.</summary>
internal sealed class SchedulerDesignTime : IDesignTimeDbContextFactory<SchedulerDbContext>
{
    public SchedulerDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SchedulerDbContext>().UseNpgsql("Host=localhost").UseSnakeCaseNamingConvention().Options);
}
