using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Facts;

/// <summary>A fact of Intake's ledger, stored once however often it is delivered.</summary>
internal sealed class FactRow
{
    public required string Source { get; init; }

    public required string Id { get; init; }

    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public long Sequence { get; init; }

    public DateTimeOffset Time { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public required string Type { get; init; }

    /// <summary>The fact in the JSON of the contracts. Bytes, because jsonb and its compression cost more than all the rest of a fold.</summary>
    public required byte[] Body { get; init; }
}

internal sealed class FactRowConfiguration : IEntityTypeConfiguration<FactRow>
{
    public void Configure(EntityTypeBuilder<FactRow> builder)
    {
        builder.ToTable("fact").HasKey(row => new { row.Source, row.Id });
        builder.HasIndex(row => new { row.Authority, row.CaseReference });
        builder.Property(row => row.Source).UseCollation("C");
        builder.Property(row => row.Id).UseCollation("C");
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");
    }
}
