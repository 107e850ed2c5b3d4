using Ehcp.Mail;
using Ehcp.Scheduler.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Mails;

/// <summary>One e-mail to one person. Its Message-ID is fixed from the first, its content from the moment it is being sent.</summary>
internal sealed class MailRow
{
    public long Id { get; init; }

    /// <summary><c>alerts</c>, <c>digest</c> or <c>sources</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>smtp</c> or <c>notify</c>.</summary>
    public string Channel { get; init; } = MailChannels.Smtp;

    public required string Recipient { get; init; }

    /// <summary>Where it goes in truth, fixed with its content: in shadow mode not to the recipient.</summary>
    public string? SentTo { get; init; }

    public required string MessageId { get; init; }

    /// <summary>Name of a <see cref="MailState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Also the number of the claim: who claims it next has another, and the slow one before marks nothing.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Not to be claimed before: the end of a pause after a deferral, or of the lease of who is sending it. Of an accepted mail: when its provider
    /// is asked next what became of it.
    /// </summary>
    public DateTimeOffset NotBefore { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    /// <summary>What the provider said last: of an accepted mail its id there.</summary>
    public string? ProviderAnswer { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its content was frozen.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    /// <summary>When it was accepted, delivered, given up or parked.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

internal sealed class MailRowConfiguration : IEntityTypeConfiguration<MailRow>
{
    public void Configure(EntityTypeBuilder<MailRow> builder)
    {
        builder.ToTable("mail").HasKey(row => row.Id);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.HasIndex(row => row.MessageId).IsUnique();
        builder.Property(row => row.Kind).HasDefaultValue("alerts");
        builder.Property(row => row.Channel).HasDefaultValue(MailChannels.Smtp);
        builder.HasIndex(row => new { row.Recipient, row.Kind, row.Channel })
            .IsUnique().HasFilter(MailStates.Sql(MailState.Planned)).HasDatabaseName("ux_mail_one_planned_per_recipient");
        builder.HasIndex(row => new { row.Recipient, row.CreatedAt }).HasFilter("kind = 'alerts'").HasDatabaseName("ix_mail_of_recipient");
        builder.HasIndex(row => row.NotBefore).HasFilter(MailStep.Claim.Starts).HasDatabaseName("ix_mail_to_send");
        builder.HasIndex(row => new { row.Channel, row.NotBefore }).HasFilter(MailStep.Ask.Starts).HasDatabaseName("ix_mail_to_ask");

        // The names are written down, since those that would be made up depend on the order in which types are found.
        builder.HasMany<AlertRow>().WithOne().HasForeignKey(alert => alert.MailId)
            .OnDelete(DeleteBehavior.Restrict).HasConstraintName("fk_alert_mail_row_mail_id");
    }
}
