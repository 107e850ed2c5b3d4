using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Sql;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>Who held a case before, as two columns: their codes and their last days. An array within an array has one shape for all rows, so each is sent as
/// one text.</summary>
internal static class FormerHolders
{
    internal static string? Authorities(IReadOnlyList<FormerHolder>? holders) =>
        holders is null ? null : string.Join(',', holders.Select(one => one.Authority));

    internal static string? LastDays(IReadOnlyList<FormerHolder>? holders) =>
        holders is null ? null : string.Join(',', holders.Select(one => one.HeldTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>Those of the row that is read.</summary>
    internal static IReadOnlyList<FormerHolder>? Read(Rows row) => row.IsNull("held_before") ? null
        : [.. row.Value<string[]>("held_before").Zip(row.Value<DateOnly[]>("held_to"), (authority, lastDay) => new FormerHolder(authority, lastDay))];
}
