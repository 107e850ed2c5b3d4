using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Reporting.Watch;

/// <summary>One thing that is watched, whichever Reporting looked last.</summary>
internal sealed class WatchRow
{
    /// <summary><c>sweep</c>, <c>digest</c> or <c>figures</c>.</summary>
    public required string Concern { get; init; }

    public DateTimeOffset LookedAt { get; init; }

    /// <summary>When it was last seen to be well, or the watching began.</summary>
    public DateTimeOffset WellAt { get; init; }

    /// <summary>When the duty address was told that it is not; null while it is well.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}

internal sealed class WatchRowConfiguration : IEntityTypeConfiguration<WatchRow>
{
    public void Configure(EntityTypeBuilder<WatchRow> builder) => builder.ToTable("watch").HasKey(row => row.Concern);
}
