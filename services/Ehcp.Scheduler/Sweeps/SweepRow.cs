using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>When a sweep last completed, whichever scheduler ran it.</summary>
internal sealed class SweepRow
{
    public required string Name { get; init; }

    public DateTimeOffset CompletedAt { get; init; }
}

internal sealed class SweepRowConfiguration : IEntityTypeConfiguration<SweepRow>
{
    public void Configure(EntityTypeBuilder<SweepRow> builder) => builder.ToTable("sweep").HasKey(row => row.Name);
}
