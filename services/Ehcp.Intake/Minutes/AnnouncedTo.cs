using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Intake.Minutes;

/// <summary>Up to where the minutes of the ledger have been announced: one row, whose lock says which process announces.</summary>
internal sealed class AnnouncedTo
{
    public bool IsOnly { get; init; } = true;

    /// <summary>Exclusive; <see cref="Beginning"/> before the first time, and when all of it is to be told again.</summary>
    public DateTimeOffset Minute { get; init; }

    /// <summary>Stands for the beginning of the ledger.</summary>
    internal static DateTimeOffset Beginning => DateTimeOffset.UnixEpoch;
}

internal sealed class AnnouncedToConfiguration : IEntityTypeConfiguration<AnnouncedTo>
{
    public void Configure(EntityTypeBuilder<AnnouncedTo> builder)
    {
        builder.ToTable("announced_to", table => table.HasCheckConstraint("ck_announced_to_is_only", "is_only")).HasKey(row => row.IsOnly);
        builder.Property(row => row.IsOnly).ValueGeneratedNever();
        builder.HasData(new AnnouncedTo { Minute = AnnouncedTo.Beginning });
    }
}
