using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Scheduler.Mails;

/// <summary>An address that mail does not reach, until one does or somebody says that it is good.</summary>
internal sealed class RefusedAddressRow
{
    /// <summary>In small letters.</summary>
    public required string Address { get; init; }

    public DateTimeOffset RefusedAt { get; init; }

    /// <summary>What the server said, or who said so.</summary>
    public required string Answer { get; init; }
}

internal sealed class RefusedAddressRowConfiguration : IEntityTypeConfiguration<RefusedAddressRow>
{
    public void Configure(EntityTypeBuilder<RefusedAddressRow> builder) => builder.ToTable("refused_address").HasKey(row => row.Address);
}
