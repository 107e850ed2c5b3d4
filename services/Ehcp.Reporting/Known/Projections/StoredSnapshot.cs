using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>The newest snapshot of a case, whole: what the case's own page is made from.</summary>
public sealed class StoredSnapshot
{
    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required int RulesYear { get; init; }

    public required int RulesNumber { get; init; }

    public required int Facts { get; init; }

    /// <summary>When Intake recorded the newest of its facts; where a case passed on, the fact by which it did too.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The minutes in which its facts were recorded, counted from 1970, one for each fact.</summary>
    public required int[] RecordedMinutes { get; init; }

    /// <summary>Those of the snapshot it replaced: whoever replaces it learns them from the row, without reading the body.</summary>
    public required int[] MinutesBefore { get; init; }

    /// <summary>What was known of the case before this instant was known by former rules, and is kept; null when its rules were always these.</summary>
    public DateTimeOffset? RulesFrom { get; init; }

    /// <summary>The contract as JSON in UTF-8, byte for byte comparable.</summary>
    public required byte[] Body { get; init; }
}

internal sealed class StoredSnapshotConfiguration : IEntityTypeConfiguration<StoredSnapshot>
{
    public void Configure(EntityTypeBuilder<StoredSnapshot> builder)
    {
        builder.ToTable("case_snapshot").HasKey(snapshot => new { snapshot.Authority, snapshot.CaseReference });
        builder.Property(snapshot => snapshot.RecordedMinutes).HasDefaultValueSql("'{}'");
        builder.Property(snapshot => snapshot.MinutesBefore).HasDefaultValueSql("'{}'");
        builder.HasIndex(snapshot => snapshot.RecordedAt).HasDatabaseName("ix_case_snapshot_recorded_at");
    }
}
