using Ehcp.Hosting.Access;
using Ehcp.Hosting.Databases;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Microsoft.EntityFrameworkCore;

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

/// <summary>For the tools that compare the model with the migrations; it never connects.</summary>
internal sealed class SchedulerDesignTime() : DesignTimeContext<SchedulerDbContext>(options => new(options));
