using Ehcp.Scheduler.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>Somebody knows of an alert and says what is done. It is never changed: the newest of an alert counts, and lapses by itself.</summary>
internal sealed class AcknowledgementRow
{
    public long Id { get; init; }

    public long AlertId { get; init; }

    /// <summary>The last London day on which the alert is silent.</summary>
    public DateOnly Until { get; init; }

    /// <summary>One of <see cref="AcknowledgedPlans"/>.</summary>
    public required string Plan { get; init; }

    /// <summary>Name of the key it was said with, or <c>mail:</c> and the role whose mail had the link.</summary>
    public required string SaidBy { get; init; }

    public DateTimeOffset SaidAt { get; init; }
}

internal sealed class AcknowledgementRowConfiguration : IEntityTypeConfiguration<AcknowledgementRow>
{
    public void Configure(EntityTypeBuilder<AcknowledgementRow> builder)
    {
        builder.ToTable("acknowledgement").HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.HasIndex(row => new { row.AlertId, row.Id });
        builder.HasOne<AlertRow>().WithMany().HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Restrict);
    }
}
