using System.Collections.Frozen;

namespace Ehcp.Deadlines;

/// <summary>The process that a fact belongs to; several of one kind may run in a case, each with its id.</summary>
internal enum Process
{
    Request,
    Review,
    Reassessment,
    Appeal,
    Case,
}

/// <summary>What the fold knows of one type of event: which ids are its key, and which of its dates start or end a clock.</summary>
/// <param name="Order">Position in the catalogue: the order of facts within a process.</param>
/// <param name="Name">Event type without prefix and version.</param>
/// <param name="Process">The kind of process it belongs to.</param>
/// <param name="ProcessId">Field with the id of that process; empty for the case itself.</param>
/// <param name="ItemId">Field with a second id; empty when there is none.</param>
/// <param name="ClockDates">Dates that start or end a clock, the one a calculation takes as the event's own first.</param>
internal sealed record FactType(int Order, string Name, Process Process, string ProcessId, string ItemId, string[] ClockDates)
{
    /// <summary>Facts of an unknown type are kept as targets of a retraction and are otherwise ignored.</summary>
    internal static FactType Unknown { get; } = new(int.MaxValue, "", Process.Case, "", "", []);

    internal const string EventRetracted = "event-retracted";

    internal static FrozenDictionary<string, FactType> All { get; } = Catalogue().ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    internal static FactType Of(string name) => All.TryGetValue(name, out var type) ? type : Unknown;

    private static List<FactType> Catalogue()
    {
        var types = new List<FactType>();

        Add(Process.Request, "request-received", "", "receivedOn");
        Add(Process.Request, "assessment-decided", "", "notifiedOn");
        Add(Process.Request, "advice-requested", "adviceId", "requestedOn");
        Add(Process.Request, "advice-received", "adviceId", "receivedOn");
        Add(Process.Request, "issue-decided", "", "notifiedOn");
        Add(Process.Request, "draft-plan-served", "", "servedOn");
        Add(Process.Request, "consultation-sent", "consultationId", "sentOn");
        Add(Process.Request, "consultation-answered", "consultationId", "answeredOn");
        Add(Process.Request, "final-plan-sent", "", "sentOn");
        Add(Process.Request, "request-closed", "", "closedOn");
        Add(Process.Request, "exemption-claimed", "exemptionId");
        Add(Process.Request, "exemption-withdrawn", "exemptionId");

        Add(Process.Review, "review-meeting-held", "", "heldOn");
        Add(Process.Review, "review-report-sent", "", "sentOn");
        Add(Process.Review, "review-decided", "", "notifiedOn");
        Add(Process.Review, "amendment-notice-sent", "", "sentOn");
        Add(Process.Review, "amended-plan-sent", "", "sentOn");

        Add(Process.Reassessment, "reassessment-requested", "", "receivedOn");
        Add(Process.Reassessment, "reassessment-decided", "", "notifiedOn");

        Add(Process.Appeal, "decision-reversed", "", "effectiveOn");
        Add(Process.Appeal, "tribunal-ordered", "", "orderedOn");
        Add(Process.Appeal, "mediation-requested", "", "requestedOn");
        Add(Process.Appeal, "mediation-agreed", "", "agreedOn", "periodAgreedTo");
        Add(Process.Appeal, "mediation-certificate-issued", "", "issuedOn");
        Add(Process.Appeal, "appeal-received", "", "receivedOn");
        Add(Process.Appeal, "appeal-unopposed", "", "notifiedOn");

        Add(Process.Case, "plan-ceased", "", "ceasedOn");
        Add(Process.Case, "move-notified", "", "awareOn", "movesOn");
        Add(Process.Case, "plan-transferred-in", "", "transferredOn", "originalPlanOn", "lastReviewedOn");
        Add(Process.Case, "phase-transfer-due", "", "transferOn");
        Add(Process.Case, "case-assigned", "");
        Add(Process.Case, "case-described", "");
        Add(Process.Case, EventRetracted, "");
        return types;

        void Add(Process process, string name, string itemId, params string[] clockDates) => types.Add(new(types.Count, name, process, process switch
        {
            Process.Request => "requestId",
            Process.Review => "reviewId",
            Process.Reassessment => "reassessmentId",
            Process.Appeal => "appealId",
            _ => "",
        }, itemId, clockDates));
    }
}
