using System.Text.Json.Serialization;
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

    /// <summary>The import that it was a row of; null for what came by another door.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Line of the file that the row begins on.</summary>
    public long? Line { get; init; }

    /// <summary>Whether the import was only a try.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Tells the message of a broker that it was in from any other; null for what came by another door.</summary>
    public byte[]? Message { get; init; }

    /// <summary>The extract that the row is of: files of one source by one mapping.</summary>
    public long? Extract { get; init; }

    /// <summary>What the row is known by, where that may be kept; see <c>RowKey.MayBeKept</c>.</summary>
    public byte[]? RowKey { get; init; }

    /// <summary>One of <see cref="RejectionStates"/>.</summary>
    public string State { get; init; } = RejectionStates.Open;

    /// <summary>When it came into that state; null while it has not changed.</summary>
    public DateTimeOffset? StateAt { get; init; }

    /// <summary>Place in the ledger of the event that was taken in its place.</summary>
    public long? SettledBy { get; init; }

    /// <summary>The import whose file had the row again.</summary>
    public Guid? SettledIn { get; init; }

    /// <summary>Name of the key by which it was set aside.</summary>
    public string? SetAsideBy { get; init; }

    /// <summary>One of <see cref="SetAsideReasons"/>.</summary>
    public string? SetAsideReason { get; init; }

    /// <summary>A JSON array of <see cref="BrokenRule"/>.</summary>
    public required string Errors { get; init; }
}

/// <summary>A rule that an event broke, and where.</summary>
/// <param name="Pointer">JSON Pointer within the event.</param>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Column">Column of the file, where it was a row of one.</param>
public sealed record BrokenRule(
    string Pointer, string Rule, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Column = null);

internal sealed class RejectionConfiguration : IEntityTypeConfiguration<Rejection>
{
    public void Configure(EntityTypeBuilder<Rejection> builder)
    {
        builder.ToTable("rejection").HasKey(rejection => rejection.Number);
        builder.Property(rejection => rejection.Number).UseIdentityAlwaysColumn();
        builder.Property(rejection => rejection.Errors).HasColumnType("jsonb");
        builder.Property(rejection => rejection.IsTrial).HasDefaultValue(false);
        builder.Property(rejection => rejection.State).HasDefaultValue(RejectionStates.Open);
        builder.HasIndex(rejection => new { rejection.Source, rejection.Id });
        builder.HasIndex(rejection => new { rejection.Source, rejection.Number });
        builder.HasIndex(rejection => rejection.At).HasMethod("brin").HasStorageParameter("autosummarize", true);
        builder.HasIndex(rejection => rejection.Number, "Open").HasFilter("state = 'open'").HasDatabaseName("ix_rejection_open");
        builder.HasIndex(rejection => new { rejection.Source, rejection.Id }, "OpenSourceId").HasFilter("state = 'open'")
            .HasDatabaseName("ix_rejection_open_source_id");
        builder.HasIndex(rejection => new { rejection.Extract, rejection.RowKey }).HasFilter("extract is not null");
        builder.HasIndex(rejection => new { rejection.ImportId, rejection.Number }).HasFilter("import_id is not null");
        builder.HasIndex(rejection => rejection.Message).HasFilter("message is not null");
    }
}
