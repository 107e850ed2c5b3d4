using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Intake.Rejections;

/// <summary>An event that was refused: which and why, and nothing of what it said.</summary>
public sealed class Rejection
{
    public long Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Name of the key it was sent with.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Null where it could not be read or broke a rule itself; likewise the id and the type.</summary>
    public string? Source { get; init; }

    public string? Id { get; init; }

    public string? Type { get; init; }

    /// <summary>A JSON array of <see cref="BrokenRule"/>.</summary>
    public required string Errors { get; init; }
}

/// <summary>A rule that an event broke, and where.</summary>
/// <param name="Pointer">JSON Pointer within the event.</param>
/// <param name="Rule">Stable name of the rule.</param>
public sealed record BrokenRule(string Pointer, string Rule);

internal sealed class RejectionConfiguration : IEntityTypeConfiguration<Rejection>
{
    public void Configure(EntityTypeBuilder<Rejection> builder)
    {
        builder.ToTable("rejection").HasKey(rejection => rejection.Number);
        builder.Property(rejection => rejection.Number).UseIdentityAlwaysColumn();
        builder.Property(rejection => rejection.Errors).HasColumnType("jsonb");
        builder.HasIndex(rejection => new { rejection.Source, rejection.Id });
    }
}
