using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>One run over every open case, and how far it has come.</summary>
internal sealed class RecalculationRow
{
    public long Id { get; init; }

    /// <summary>Whether it only tells what would move.</summary>
    public bool DryRun { get; init; }

    /// <summary>Release of the rules it computes by.</summary>
    public required string Rules { get; init; }

    /// <summary>Name of the key that asked for it.</summary>
    public required string RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>True until it has finished, then null: the unique index lets there be one such row.</summary>
    public bool? Running { get; init; }

    /// <summary>Open cases when it was asked for.</summary>
    public long Cases { get; init; }

    public long Done { get; init; }

    public long Changed { get; init; }

    public long Failed { get; init; }

    public long Moves { get; init; }

    /// <summary>The case it did last; it goes on after it.</summary>
    public required string LastAuthority { get; init; }

    public required string LastCaseReference { get; init; }
}

internal sealed class RecalculationRowConfiguration : IEntityTypeConfiguration<RecalculationRow>
{
    public void Configure(EntityTypeBuilder<RecalculationRow> builder)
    {
        builder.ToTable("recalculation").HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.HasIndex(row => row.Running).IsUnique();
        builder.Property(row => row.Running).HasDefaultValue(true);
        builder.Property(row => row.LastAuthority).HasDefaultValue("");
        builder.Property(row => row.LastCaseReference).HasDefaultValue("");
        foreach (var count in new[] { nameof(RecalculationRow.Done), nameof(RecalculationRow.Changed), nameof(RecalculationRow.Failed),
            nameof(RecalculationRow.Moves) })
        {
            builder.Property(count).HasDefaultValue(0L);
        }
    }
}
