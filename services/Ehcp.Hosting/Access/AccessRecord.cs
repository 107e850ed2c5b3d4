using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Hosting.Access;

/// <summary>Somebody saw data of a case, or of a list of cases. Rows are added and never changed.</summary>
public sealed class AccessRecord
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The key's name, or the person's as their sign-in gives it.</summary>
    public required string Caller { get; init; }

    /// <summary>What was looked at, e.g. <c>case</c> or <c>case-list</c>.</summary>
    public required string What { get; init; }

    /// <summary>ONS code; null where a list is of every authority the caller may see.</summary>
    public string? Authority { get; init; }

    /// <summary>The case; null for a list.</summary>
    public string? CaseReference { get; init; }

    /// <summary>The choice of a list as it was asked for; null for a case.</summary>
    public string? Query { get; init; }

    /// <summary>How many cases were shown.</summary>
    public required int Cases { get; init; }
}

public static class AccessModel
{
    /// <summary>Adds the table <c>access_record</c>.</summary>
    public static ModelBuilder AddAccessLog(this ModelBuilder model)
    {
        model.ApplyConfiguration(new AccessRecordConfiguration());
        return model;
    }
}

internal sealed class AccessRecordConfiguration : IEntityTypeConfiguration<AccessRecord>
{
    public void Configure(EntityTypeBuilder<AccessRecord> builder)
    {
        builder.ToTable("access_record").HasKey(record => record.Id);
        builder.Property(record => record.Id).UseIdentityAlwaysColumn();
        builder.HasIndex(record => new { record.Authority, record.CaseReference, record.Id });
        builder.HasIndex(record => new { record.Caller, record.Id });
    }
}
