using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>The items of a collection, and what fills them. A new collection is new lines in the table of items; our own names stay.</summary>
/// <param name="From">The first collection year it is for.</param>
/// <param name="Modules">In the order of DfE's numbers.</param>
internal sealed record Sen2Edition(int From, ImmutableArray<Sen2Module> Modules)
{
    private static readonly ImmutableArray<Sen2Edition> All = [.. Sen2Specification.Editions.Select(from => new Sen2Edition(from, Sen2Specification.Of(from)))];

    // Letters of ReviewOutcome. Not confirmed: the guide's words are to retain, to amend and to cease.
    private static readonly FrozenDictionary<ReviewDecision, string> ReviewOutcomes = new Dictionary<ReviewDecision, string>
    {
        [ReviewDecision.Maintain] = "R",
        [ReviewDecision.Amend] = "A",
        [ReviewDecision.Cease] = "C",
    }.ToFrozenDictionary();

    // What an event tells of each item that is held. H wants nothing more of its module.
    private static readonly FrozenDictionary<(string Module, string Tag), Func<Sen2Record, string?>> Values =
        new Dictionary<(string, string), Func<Sen2Record, string?>>
        {
            [("requests", "ReceivedDate")] = record => record.IsHistorical ? null : Day(record.Facts.ReceivedOn),
            [("requests", "RequestSource")] = record => Source(record.Facts.Origins.RequestedBy),
            [("requests", "RYA")] = record => record.Facts.Origins.Route is { } route
                ? Flag(route is RequestRoute.Detained or RequestRoute.DetainedAttention) : null,
            [("requests", "RequestOutcomeDate")] = record => Day(record.Request.On),
            [("requests", "RequestOutcome")] = record => $"{record.Request.Code}",
            [("requests", "RequestMediation")] = record => Dispute(record.Request.Code, record.Disputes.Request.Mediation),
            [("requests", "RequestTribunal")] = record => Dispute(record.Request.Code, record.Disputes.Request.Tribunal),
            [("assessment", "AssessmentOutcome")] = record => $"{record.Assessment!.Value.Code}",
            [("assessment", "AssessmentOutcomeDate")] = record => Day(record.Assessment!.Value.On),
            [("assessment", "AssessmentMediation")] = record => Dispute(record.Assessment!.Value.Code, record.Disputes.Assessment.Mediation),
            [("assessment", "AssessmentTribunal")] = record => Dispute(record.Assessment!.Value.Code, record.Disputes.Assessment.Tribunal),
            [("assessment", "OtherMediation")] = record => Dispute(record.Assessment!.Value.Code, record.Disputes.Other.Mediation),
            [("assessment", "OtherTribunal")] = record => Dispute(record.Assessment!.Value.Code, record.Disputes.Other.Tribunal),
            [("assessment", "Week20")] = record => record.Assessment!.Value.Code == 'H' ? null : Flag(record.Facts.ExemptionClaimed),
            [("namedplan", "StartDate")] = record => Day(record.Plan!.StartOn),
            [("namedplan", "CeaseDate")] = record => Day(record.Plan!.CeasedOn),
            [("namedplan", "CeaseReason")] = record => record.Plan!.CeaseReason,
            [("plandetail", "URN")] = record => record.Plan!.Setting!.Urn,
            [("plandetail", "UKPRN")] = record => record.Plan!.Setting!.Ukprn,
            [("plandetail", "SENsetting")] = record => record.Plan!.Setting!.Type,
            [("plandetail", "PlacementRank")] = _ => "1",
            [("activeplans", "TransferLA")] = record => record.Plan!.TransferredFrom,
            [("activeplans", "ReviewMeeting")] = record => Day(record.Plan!.Review?.MeetingOn),
            [("activeplans", "ReviewOutcome")] = record => record.Plan!.Review?.Outcome is { } decision ? ReviewOutcomes[decision] : null,
            [("activeplans", "ReviewDraft")] = record => Day(record.Plan!.Review?.DraftOn),
            [("activeplans", "PhaseTransferDueDate")] = record => Day(record.Plan!.PhaseTransfer?.DueOn),
            [("activeplans", "PhaseTransferFinalDate")] = record => Day(record.Plan!.PhaseTransfer?.FinalOn),
            [("activeplans", "LastReview")] = record => Day(record.Plan!.Review?.DecidedOn),
            [("senneed", "SENtype")] = record => record.Plan!.Need,
            [("senneed", "SENtypeRank")] = _ => "1",
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Func<Sen2Record, bool>> Rows = new Dictionary<string, Func<Sen2Record, bool>>
    {
        ["requests"] = _ => true,
        ["assessment"] = record => record.Assessment is not null,
        ["namedplan"] = record => record is { Assessment: not null, Plan: not null },
        ["plandetail"] = record => record is { Assessment: not null, Plan.Setting: not null },
        ["activeplans"] = record => record.Plan is { IsActive: true },
        ["placementdetail"] = _ => false,
        ["senneed"] = record => record.Plan is { IsActive: true, Need: not null },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether who asked must be said.</summary>
    internal bool WantsSource => Module("requests").Items.Any(item => item.Tag == "RequestSource");

    /// <summary>One of its modules, by the name of its blade.</summary>
    internal Sen2Module Module(string name) => Modules.Single(module => module.Name == name);

    /// <summary>The newest that is known of a collection: that of a later one may differ.</summary>
    internal static Sen2Edition Of(Sen2Year year) => All.Last(edition => edition.From <= year.Collection);

    /// <summary>Whether a record has a row in a module.</summary>
    internal static bool Has(Sen2Module module, Sen2Record record) => Rows[module.Name](record);

    /// <summary>An item of a record that has a row in its module; null where it is empty.</summary>
    internal static string? Value(Sen2Item item, Sen2Record record) => Values.TryGetValue((item.Module, item.Tag), out var value) ? value(record) : null;

    /// <summary>Whether something fills an item.</summary>
    internal static bool IsFilled(Sen2Item item) => Values.ContainsKey((item.Module, item.Tag));

    // Nothing more is wanted of what is not decided, withdrawn or historical; a dispute that is known is told all the same.
    private static string? Dispute(char code, bool? flag) => flag == true ? "1" : code is 'Y' or 'N' && flag is not null ? "0" : null;

    private static string Flag(bool holds) => holds ? "1" : "0";

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
