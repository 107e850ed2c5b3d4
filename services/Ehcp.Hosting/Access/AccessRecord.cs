using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ehcp.Hosting.Access;

/// <summary>Somebody saw cases of one authority, was refused them, or did something. Rows are added and never changed.</summary>
public sealed class AccessRecord
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The caller's name, for people to read.</summary>
    public required string Caller { get; init; }

    /// <summary>What nobody else is called, such as <c>key:staff</c>; null in rows from before there were such names.</summary>
    public string? CallerId { get; init; }

    /// <summary>What was looked at or done, e.g. <c>case</c>, <c>request-list</c> or <c>resend-mails</c>.</summary>
    public required string What { get; init; }

    /// <summary>One of <see cref="Outcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>ONS code; null where it is of no one authority, and in old rows of lists over several.</summary>
    public string? Authority { get; init; }

    /// <summary>Every case that was seen, refused or acted on; null in old rows of lists.</summary>
    public string[]? CaseReferences { get; init; }

    /// <summary>What else it was about: ids, e-mail addresses, names of queues; null for nothing.</summary>
    public string[]? Subjects { get; init; }

    /// <summary>The choice of a list, or the manner of an act, as it was asked for; null for neither.</summary>
    public string? Query { get; init; }

    /// <summary>How many cases.</summary>
    public required int Cases { get; init; }
}

/// <summary>What came of a look or an act.</summary>
public static class Outcomes
{
    /// <summary>It was shown.</summary>
    public const string Shown = "shown";

    /// <summary>It was not allowed.</summary>
    public const string Refused = "refused";

    /// <summary>An act was asked for; a row with what came of it follows, unless the service was cut off.</summary>
    public const string Asked = "asked";

    /// <summary>An act was done.</summary>
    public const string Done = "done";

    /// <summary>An act changed nothing: a dry run, or one that could not be done.</summary>
    public const string Nothing = "nothing";

    /// <summary>An act failed; it may be done in part.</summary>
    public const string Failed = "failed";

    internal static readonly string[] All = [Shown, Refused, Asked, Done, Nothing, Failed];
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
        builder.Property(record => record.Outcome).HasDefaultValue(Outcomes.Shown);
        builder.HasIndex(record => new { record.Authority, record.Id });
        builder.HasIndex(record => new { record.Caller, record.Id });
        builder.HasIndex(record => new { record.CallerId, record.Id });
        builder.HasIndex(record => record.At);
        builder.HasIndex(record => record.CaseReferences).HasMethod("gin");
    }
}
