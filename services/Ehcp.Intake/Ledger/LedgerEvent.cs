using Ehcp.Intake.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Intake.Ledger;

/// <summary>An event that was taken, for ever: the table refuses every update and delete.</summary>
public sealed class LedgerEvent
{
    /// <summary>Its place: rises, with gaps, and says nothing about the order of commits.</summary>
    public long Sequence { get; init; }

    public required string Source { get; init; }

    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    /// <summary>The authority's canonical ONS code.</summary>
    public required string Authority { get; init; }

    public DateTimeOffset Time { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Name of the key it was sent with.</summary>
    public required string ApiKey { get; init; }

    public required byte[] ContentHash { get; init; }

    public ContentMode Mode { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required byte[] Body { get; init; }

    /// <summary>In binary mode the headers that held the attributes, as a JSON object.</summary>
    public string? Headers { get; init; }
}

internal sealed class LedgerEventConfiguration : IEntityTypeConfiguration<LedgerEvent>
{
    public void Configure(EntityTypeBuilder<LedgerEvent> builder)
    {
        builder.ToTable("ledger").HasKey(line => line.Sequence);
        builder.Property(line => line.Sequence).UseIdentityAlwaysColumn();
        builder.Property(line => line.Id).IsRequired();
        builder.HasIndex(line => new { line.Source, line.Id }).IsUnique().HasDatabaseName("ux_ledger_source_id");
        builder.HasIndex(line => line.RecordedAt).HasMethod("brin").HasStorageParameter("autosummarize", true).HasDatabaseName("ix_ledger_recorded_at");
    }
}
