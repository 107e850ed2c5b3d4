using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>One review as it was known from <see cref="KnownFrom"/> until <see cref="KnownTo"/>.</summary>
public sealed class StoredReview
{
    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required string ReviewId { get; init; }

    public required DateTimeOffset KnownFrom { get; init; }

    /// <summary>Exclusive; null for what is known now.</summary>
    public DateTimeOffset? KnownTo { get; init; }

    public DateOnly? MeetingHeldOn { get; init; }

    public bool DatesUsable { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public string? Decision { get; init; }

    public DateOnly? AmendedPlanSentOn { get; init; }

    public string? Team { get; init; }

    public string? Area { get; init; }

    public string? PrimaryNeed { get; init; }
}

internal sealed class StoredReviewConfiguration : IEntityTypeConfiguration<StoredReview>
{
    public void Configure(EntityTypeBuilder<StoredReview> builder) =>
        builder.ToTable("known_review").HasKey(review => new { review.Authority, review.CaseReference, review.ReviewId, review.KnownFrom });
}
