using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Plans;

/// <summary>What is still to be told of one clock. A clock that will not be overdue has no row, unless somebody was told before it was cleared.</summary>
internal sealed class AlertPlanRow
{
    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required string Milestone { get; init; }

    public required string Clock { get; init; }

    /// <summary>The last day alerts are about; null once the clock is cleared.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Id of the rule that gives the last day.</summary>
    public string? Rule { get; init; }

    public string? NextRung { get; init; }

    /// <summary>London midnight from which the next rung is due; null when there is none left.</summary>
    public DateTimeOffset? NextRungAt { get; init; }

    /// <summary>
    /// London midnight from which the clock is breached; infinity of one that is never late, and only stays open; null once other systems were told of it,
    /// or when there is nothing to tell.
    /// </summary>
    public DateTimeOffset? BreachAt { get; init; }

    /// <summary>Rises when what somebody was told is cleared: a breach that returns is told again, a replay is not.</summary>
    public int Arming { get; init; }
}

internal sealed class AlertPlanRowConfiguration : IEntityTypeConfiguration<AlertPlanRow>
{
    internal const string Due = "ix_alert_plan_next_rung_at";
    internal const string ToAnnounce = "ix_alert_plan_breach_at";

    public void Configure(EntityTypeBuilder<AlertPlanRow> builder)
    {
        builder.ToTable("alert_plan").HasKey(row => new { row.Authority, row.CaseReference, row.Milestone, row.Clock });
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");
        builder.Property(row => row.Arming).HasDefaultValue(0);
        builder.HasIndex(row => row.NextRungAt).HasFilter("next_rung_at is not null").HasDatabaseName(Due);
        builder.HasIndex(row => row.BreachAt).HasFilter("breach_at is not null").HasDatabaseName(ToAnnounce);
    }
}
