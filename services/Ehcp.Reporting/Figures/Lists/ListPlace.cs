using System.Globalization;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>Where a page of a list ended: at a request, so that what comes in or ends meanwhile neither hides another nor shows it twice.</summary>
/// <param name="Position">How many requests were shown before; for readers only.</param>
/// <param name="ReceivedOn">When its last request was received; null when that is not recorded.</param>
/// <param name="Authority">ONS code; empty at the beginning of the list.</param>
/// <param name="Skipped">How many to skip instead, as earlier releases asked.</param>
public sealed record ListPlace(int Position, DateOnly? ReceivedOn, string Authority, string CaseReference, string RequestId, int Skipped = 0)
{
    private const string DayFormat = "yyyy-MM-dd";

    internal static ListPlace Beginning { get; } = new(0, null, "", "", "");

    internal bool IsBeginning => !IsKey && Skipped == 0;

    internal bool IsKey => Authority.Length > 0;

    internal static ListPlace Of(ListedRequest last, int position) => new(position, last.ReceivedOn, last.Authority, last.CaseReference, last.RequestId);

    /// <summary>As <c>after</c>, with the instant that all pages are of.</summary>
    internal string Write(DateTimeOffset at) => PageKey.Write(
        Instants.Write(at), Position.ToString(CultureInfo.InvariantCulture), ReceivedOn?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "",
        Authority, CaseReference, RequestId);

    internal static (ListPlace Place, DateTimeOffset? At) Read(string? after, FigureParameters parameters)
    {
        if (string.IsNullOrEmpty(after))
        {
            return (Beginning, null);
        }

        if (int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var skipped))
        {
            return (Beginning with { Position = skipped, Skipped = skipped }, null);
        }

        if (parameters.Key(after, parts: 6) is not var (at, parts))
        {
            return (Beginning, null);
        }

        var day = DateOnly.TryParseExact(parts[2], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var received) ? received : (DateOnly?)null;
        if (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position) && (day is not null || parts[2].Length == 0)
            && parts[3].Length > 0)
        {
            return (new(position, day, parts[3], parts[4], parts[5]), at);
        }

        parameters.Refuse("after", "Must be the next of the page before.");
        return (Beginning, null);
    }
}
