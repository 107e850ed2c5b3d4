using System.Collections.Immutable;
using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Figures.Sen2;

/// <param name="Item">Name of the item, in small letters as DfE's exports write it.</param>
/// <param name="Value">Its value; null where it is empty.</param>
internal sealed record Sen2Column(string Item, Func<Sen2Record, string?> Value);

/// <summary>The items of a collection's two modules that this service fills, and the names DfE gives them. A new collection is a new edition; our own names
/// stay.</summary>
/// <param name="From">The first collection year it is for.</param>
internal sealed record Sen2Edition(int From, ImmutableArray<Sen2Column> Requests, ImmutableArray<Sen2Column> Assessments)
{
    private static readonly ImmutableArray<Sen2Column> Ours =
    [
        new("casereference", record => record.Facts.CaseReference),
        new("requestid", record => record.Facts.RequestId),
    ];

    private static readonly ImmutableArray<Sen2Column> Assessment =
    [
        .. Ours,
        new("assessmentoutcome", record => $"{record.Assessment!.Value.Code}"),
        new("assessmentoutcomedate", record => Day(record.Assessment!.Value.On)),
        NotHeld("assessmentmediation"),
        NotHeld("assessmenttribunal"),
        NotHeld("othermediation"),
        NotHeld("othertribunal"),
        new("week20", record => record.Assessment!.Value.Code == 'H' ? null : record.Facts.ExemptionClaimed ? "1" : "0"),
    ];

    private static readonly ImmutableArray<Sen2Edition> All =
    [
        new(Sen2Year.Oldest, [.. Ours, Received, .. AfterSource], Assessment),
        new(2026, [.. Ours, Received, new("requestsource", record => Source(record.Facts.Origins.RequestedBy)), .. AfterSource], Assessment),
    ];

    /// <summary>Whether who asked must be said.</summary>
    internal bool WantsSource => From >= 2026;

    private static Sen2Column Received => new("receiveddate", record => Day(record.Facts.ReceivedOn));

    private static Sen2Column[] AfterSource =>
    [
        new("rya", record => record.Facts.Origins.Route is { } route ? route is RequestRoute.Detained or RequestRoute.DetainedAttention ? "1" : "0" : null),
        new("requestoutcomedate", record => Day(record.Request.On)),
        new("requestoutcome", record => $"{record.Request.Code}"),
        NotHeld("requestmediation"),
        NotHeld("requesttribunal"),
        NotHeld("exported"),
    ];

    /// <summary>The newest that is known of a collection: that of a later one may differ.</summary>
    internal static Sen2Edition Of(Sen2Year year) => All.Last(edition => edition.From <= year.Collection);

    private static Sen2Column NotHeld(string item) => new(item, _ => null);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Source(Requester? requestedBy) => requestedBy switch
    {
        Requester.ParentOrYoungPerson => "1",
        Requester.School => "2",
        Requester.Health => "3",
        Requester.SocialCare => "4",
        Requester.Other => "5",
        _ => null,
    };
}
