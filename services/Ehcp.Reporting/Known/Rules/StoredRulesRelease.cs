using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Reporting.Known.Rules;

/// <summary>A release of the rules that figures were computed by.</summary>
public sealed class StoredRulesRelease
{
    public required int RulesYear { get; init; }

    public required int RulesNumber { get; init; }

    /// <summary>When the first snapshot by these rules came, and later than any fact in the figures of then; of the first release minus infinity.</summary>
    public required DateTimeOffset TookEffectAt { get; init; }
}

internal sealed class StoredRulesReleaseConfiguration : IEntityTypeConfiguration<StoredRulesRelease>
{
    public void Configure(EntityTypeBuilder<StoredRulesRelease> builder) =>
        builder.ToTable("rules_release").HasKey(release => new { release.RulesYear, release.RulesNumber });
}
