using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Cases;

/// <summary>One case as last folded. The timeline itself is not kept: it is computed from the facts wherever it is read.</summary>
internal sealed class CaseRow
{
    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    /// <summary>Release of the rules it was folded under.</summary>
    public string? Rules { get; init; }

    /// <summary>Number of facts in its snapshot.</summary>
    public int FactCount { get; init; }

    /// <summary>SHA-256 of the snapshot that was announced.</summary>
    public byte[]? SnapshotHash { get; init; }

    public DateTimeOffset FirstRecordedAt { get; init; }

    public string? CaseOfficer { get; init; }

    public string? Deputy { get; init; }

    public string? Team { get; init; }

    // A row for each deadline would be most of what a fold writes, and only the overview counts them.
    public string[] Milestones { get; init; } = [];

    /// <summary>Which request, plan or piece of advice each deadline is of.</summary>
    public string[] Clocks { get; init; } = [];

    /// <summary>Id of the rule that set it.</summary>
    public string[] RuleIds { get; init; } = [];

    /// <summary>State of each deadline to the end of the day in <see cref="TurnsAfter"/>.</summary>
    public string[] States { get; init; } = [];

    /// <summary>Its last day in time; null when its state does not depend on the day.</summary>
    public DateOnly?[] TurnsAfter { get; init; } = [];

    /// <summary>Its state from the day after.</summary>
    public string[] LaterStates { get; init; } = [];

    /// <summary>Ids of the exemptions that are relied on and of which the family was not told yet.</summary>
    public string[] UntoldClaims { get; init; } = [];

    /// <summary>When each of them was claimed.</summary>
    public DateOnly[] UntoldSince { get; init; } = [];

    /// <summary>Whether the case passed to another authority, under whose key it is counted.</summary>
    public bool Elsewhere { get; init; }
}

internal sealed class CaseRowConfiguration : IEntityTypeConfiguration<CaseRow>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.ToTable("case_timeline").HasKey(row => new { row.Authority, row.CaseReference });
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");

        builder.HasStorageParameter("fillfactor", 70); // a row is written again with each of its facts

        // A row is made before its case is folded, to be locked.
        builder.Property(row => row.FactCount).HasDefaultValue(0);
        builder.Property(row => row.FirstRecordedAt).HasDefaultValueSql("now()");
        builder.PrimitiveCollection(row => row.Milestones).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.Clocks).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.RuleIds).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.States).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.TurnsAfter).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.LaterStates).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.UntoldClaims).HasDefaultValueSql("'{}'");
        builder.PrimitiveCollection(row => row.UntoldSince).HasDefaultValueSql("'{}'");
        builder.Property(row => row.Elsewhere).HasDefaultValue(false);
    }
}
