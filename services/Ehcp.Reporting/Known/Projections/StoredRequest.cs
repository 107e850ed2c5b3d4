using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>One request as it was known from <see cref="KnownFrom"/> until <see cref="KnownTo"/>: what every figure is counted from.</summary>
public sealed class StoredRequest
{
    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required string RequestId { get; init; }

    public required DateTimeOffset KnownFrom { get; init; }

    /// <summary>Exclusive; null for what is known now.</summary>
    public DateTimeOffset? KnownTo { get; init; }

    public DateOnly? ReceivedOn { get; init; }

    public bool ReceivedOnUsable { get; init; }

    public DateOnly? AssessmentDecidedOn { get; init; }

    public string? AssessmentDecision { get; init; }

    public DateOnly? IssueDecidedOn { get; init; }

    public string? IssueDecision { get; init; }

    public DateOnly? PlanSentOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public string? ClosedReason { get; init; }

    public bool ExemptionClaimed { get; init; }

    public string? CannotComputeBecause { get; init; }

    public string[]? AwaitedAdvice { get; init; }

    public bool AwaitsSetting { get; init; }

    public DateOnly? RepresentationsTo { get; init; }

    public string? Team { get; init; }

    public string? Area { get; init; }

    public string? PrimaryNeed { get; init; }

    public bool AfterMediationOrTribunal { get; init; }
}

internal sealed class StoredRequestConfiguration : IEntityTypeConfiguration<StoredRequest>
{
    /// <summary>No outcome, as known now.</summary>
    private const string Open =
        "known_to is null and plan_sent_on is null and closed_on is null "
        + "and assessment_decision is distinct from 'refuse' and issue_decision is distinct from 'not-issue'";

    public void Configure(EntityTypeBuilder<StoredRequest> builder)
    {
        builder.ToTable("known_request")
            .HasKey(request => new { request.Authority, request.CaseReference, request.RequestId, request.KnownFrom });

        // What is open is read row by row all day; what has an outcome only as sums.
        builder.HasIndex(request => new { request.Authority, request.ReceivedOn })
            .HasFilter(Open)
            .HasDatabaseName("ix_known_request_open");
    }
}
