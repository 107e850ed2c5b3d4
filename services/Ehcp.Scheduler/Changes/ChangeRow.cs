using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Changes;

/// <summary>What was announced of a case, at its place in the feed. Of changes of a timeline only a case's last one is kept.</summary>
internal sealed class ChangeRow
{
    /// <summary>Rises with each commit: what is committed later has a higher one.</summary>
    public long Position { get; init; }

    public required string Kind { get; init; }

    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    /// <summary>Of a breach, what should have been done; null of a timeline. Likewise the clock and the last day.</summary>
    public string? Milestone { get; init; }

    public string? Clock { get; init; }

    public DateOnly? LastDay { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A change as it was committed, before it has a place in the feed.</summary>
internal sealed class UnplacedChangeRow
{
    public long Id { get; init; }

    public required string Kind { get; init; }

    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public string? Milestone { get; init; }

    public string? Clock { get; init; }

    public DateOnly? LastDay { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class ChangeRowConfiguration : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> builder)
    {
        builder.ToTable("change").HasKey(row => row.Position);
        builder.Property(row => row.Position).UseIdentityAlwaysColumn();
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");
        builder.HasIndex(row => new { row.Authority, row.CaseReference }).IsUnique().HasFilter($"kind = '{ChangeTable.Timeline}'")
            .HasDatabaseName("ux_change_timeline");
        builder.HasIndex(row => new { row.Authority, row.Position });
    }
}

internal sealed class UnplacedChangeRowConfiguration : IEntityTypeConfiguration<UnplacedChangeRow>
{
    public void Configure(EntityTypeBuilder<UnplacedChangeRow> builder)
    {
        builder.ToTable("unplaced_change").HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");
        builder.Property(row => row.At).HasDefaultValueSql("now()");
    }
}
