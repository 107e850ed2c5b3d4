using Ehcp.Messaging.Broker;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Messaging.Outbox;

/// <summary>A message that was decided on, in the same transaction as what it tells of, and that the broker has not yet confirmed.</summary>
public sealed class OutboxMessage : IWireBody
{
    public long Id { get; init; }

    /// <summary>The same on every attempt, so that a consumer and a person can tell a repetition.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Full name of the contract; <see cref="Topology"/> says where it goes.</summary>
    public required string Type { get; init; }

    /// <summary>The JSON exactly as it is sent. Not jsonb: that would reorder it, and parsing it was a third of all CPU.</summary>
    public required byte[] Body { get; init; }

    /// <summary>JSON object of trace headers.</summary>
    public required string Headers { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it failed by itself. An absent broker is not counted.</summary>
    public int Attempts { get; init; }

    /// <summary>Not tried again earlier; null is at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public string? LastError { get; init; }

    /// <summary>Given up, until a person decides.</summary>
    public DateTimeOffset? ParkedAt { get; init; }
}

public static class OutboxModel
{
    /// <summary>Adds the table <c>outbox</c>. The service's script makes it, and tunes it for rows that are soon deleted.</summary>
    public static ModelBuilder AddOutbox(this ModelBuilder model)
    {
        model.ApplyConfiguration(new OutboxMessageConfiguration());
        return model;
    }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox").HasKey(message => message.Id);
        builder.Property(message => message.Id).UseIdentityAlwaysColumn();
        builder.Property(message => message.Attempts).HasDefaultValue(0);
    }
}
