using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Plans;

/// <summary>One rung of one clock for one role: fired once, whatever is replayed and however many schedulers there are.</summary>
internal sealed class AlertRow
{
    public long Id { get; init; }

    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required string Milestone { get; init; }

    public required string Clock { get; init; }

    public required string Rung { get; init; }

    public DateOnly LastDay { get; init; }

    public int Arming { get; init; }

    public required string Role { get; init; }

    /// <summary><c>planned</c>, <c>mailed</c> (its mail's state says how far it came) or <c>dropped</c> (cleared before anybody was told).</summary>
    public required string State { get; init; }

    public DateTimeOffset FiredAt { get; init; }

    /// <summary>The mail it stands in; null until it stands in one.</summary>
    public long? MailId { get; init; }

    /// <summary>The role it was composed for: another one where who has the role could not be reached.</summary>
    public string? Told { get; init; }

    /// <summary>Why that one.</summary>
    public string? Because { get; init; }
}

internal sealed class AlertRowConfiguration : IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.ToTable("alert").HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");
        builder.HasIndex(row => new { row.Authority, row.CaseReference, row.Milestone, row.Clock, row.Rung, row.LastDay, row.Arming, row.Role })
            .IsUnique().HasDatabaseName("ux_alert_once");
        builder.HasIndex(row => row.Id).HasFilter("state = 'planned' and mail_id is null").HasDatabaseName("ix_alert_to_compose");
    }
}
