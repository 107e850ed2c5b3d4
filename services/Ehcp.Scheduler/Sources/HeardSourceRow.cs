using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Sources;

/// <summary>A source of one authority's events, and when something last came from it.</summary>
internal sealed class HeardSourceRow
{
    public required string Source { get; init; }

    public required string Authority { get; init; }

    /// <summary>When Intake recorded its newest event, to about a minute.</summary>
    public DateTimeOffset HeardAt { get; init; }

    /// <summary>What <see cref="HeardAt"/> was when its silence was told; null while it is not silent.</summary>
    public DateTimeOffset? SilentSince { get; init; }
}

internal sealed class HeardSourceRowConfiguration : IEntityTypeConfiguration<HeardSourceRow>
{
    public void Configure(EntityTypeBuilder<HeardSourceRow> builder)
    {
        builder.ToTable("heard_source").HasKey(row => new { row.Source, row.Authority });
        builder.Property(row => row.Source).UseCollation("C");
        builder.Property(row => row.Authority).UseCollation("C");
    }
}
