using Ehcp.Scheduler.Mails;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Digests;

/// <summary>A working day whose digests are planned: once, whatever restarts and however many schedulers there are.</summary>
internal sealed class DigestRow
{
    public DateOnly Day { get; init; }

    public DateTimeOffset PlannedAt { get; init; }

    public int Mails { get; init; }
}

internal sealed class DigestRowConfiguration : IEntityTypeConfiguration<DigestRow>
{
    public void Configure(EntityTypeBuilder<DigestRow> builder) => builder.ToTable("digest").HasKey(row => row.Day);
}

/// <summary>A clock that a digest is about. What is said of it is read when the mail is sent.</summary>
internal sealed class DigestLineRow
{
    public long MailId { get; init; }

    public required string Authority { get; init; }

    public required string CaseReference { get; init; }

    public required string Milestone { get; init; }

    public required string Clock { get; init; }

    /// <summary>Day of the event that started it: since then it is in others' hands.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Whether the case has no officer who could be told.</summary>
    public bool Unassigned { get; init; }

    /// <summary>Role of whom the mail is for.</summary>
    public required string Role { get; init; }

    /// <summary>Whether it stood in the mail when that left: what was done by then does not.</summary>
    public bool Told { get; init; }

    /// <summary>The last day in time that was told, inclusive; null where none was.</summary>
    public DateOnly? LastDay { get; init; }
}

internal sealed class DigestLineRowConfiguration : IEntityTypeConfiguration<DigestLineRow>
{
    public void Configure(EntityTypeBuilder<DigestLineRow> builder)
    {
        builder.ToTable("digest_line").HasKey(row => new { row.MailId, row.Authority, row.CaseReference, row.Milestone, row.Clock });
        builder.Property(row => row.Authority).UseCollation("C");
        builder.Property(row => row.CaseReference).UseCollation("C");
        builder.Property(row => row.Told).HasDefaultValue(false);
        builder.HasIndex(row => new { row.Authority, row.CaseReference });
        builder.HasOne<MailRow>().WithMany().HasForeignKey(row => row.MailId).OnDelete(DeleteBehavior.Cascade).HasConstraintName("fk_digest_line_mail_mail_id");
    }
}
