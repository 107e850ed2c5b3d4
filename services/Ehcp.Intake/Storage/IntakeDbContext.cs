using Ehcp.Hosting.Access;
using Ehcp.Hosting.Databases;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Minutes;
using Ehcp.Intake.Rejections;
using Ehcp.Messaging.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Intake.Storage;

public sealed class IntakeDbContext(DbContextOptions<IntakeDbContext> options) : DbContext(options)
{
    public DbSet<LedgerEvent> Ledger => Set<LedgerEvent>();

    public DbSet<Rejection> Rejections => Set<Rejection>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new LedgerEventConfiguration());
        modelBuilder.ApplyConfiguration(new RejectionConfiguration());
        modelBuilder.ApplyConfiguration(new AnnouncedToConfiguration());
        modelBuilder.AddOutbox();
        modelBuilder.AddAccessLog();
    }
}

/// <summary>For the tools that compare the model with the migrations; it never connects.</summary>
internal sealed class IntakeDesignTime() : DesignTimeContext<IntakeDbContext>(options => new(options));
