using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>A deadline that came out otherwise, as it was and as it is. It is kept for good: so an old result stays readable.</summary>
internal sealed class MoveRow
{
    public long RecalculationId { get; init; }

    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required string Milestone { get; init; }

    public required string Clock { get; init; }

    /// <summary>Release under which the old result had been computed.</summary>
    public string? OldRules { get; init; }

    /// <summary>Rule that had set the last day; null when the case had no such clock.</summary>
    public string? OldRule { get; init; }

    public DateOnly? OldLastDay { get; init; }

    /// <summary>Rule that sets the last day now; null when the case has no such clock any more.</summary>
    public string? NewRule { get; init; }

    public DateOnly? NewLastDay { get; init; }
}

internal sealed class MoveRowConfiguration : IEntityTypeConfiguration<MoveRow>
{
    public void Configure(EntityTypeBuilder<MoveRow> builder)
    {
        builder.ToTable("recalculation_move").HasKey(row => new { row.RecalculationId, row.Authority, row.CaseReference, row.Milestone, row.Clock });
        builder.HasOne<RecalculationRow>().WithMany().HasForeignKey(row => row.RecalculationId);
        builder.HasIndex(row => new { row.Authority, row.CaseReference });
        foreach (var text in new[] { nameof(MoveRow.Authority), nameof(MoveRow.CaseReference), nameof(MoveRow.Milestone), nameof(MoveRow.Clock) })
        {
            builder.Property(text).UseCollation("C");
        }
    }
}
