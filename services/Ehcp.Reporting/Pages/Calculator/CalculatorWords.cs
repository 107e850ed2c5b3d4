using System.Collections.Immutable;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Pages.Calculator;

/// <summary>The events a calculation can start from, in a parent's words rather than the wire's.</summary>
internal static class CalculatorWords
{
    internal sealed record Group(string Name, params ImmutableArray<Choice> Choices);

    /// <param name="Trigger">Name of the event.</param>
    /// <param name="Words">What happened.</param>
    internal sealed record Choice(string Trigger, string Words);

    internal static ImmutableArray<Group> Groups { get; } =
    [
        new(
            "From the request to the plan",
            new("request-received", "The council received a request for an assessment"),
            new("assessment-decided", "The family was told whether there will be an assessment"),
            new("advice-requested", "The council asked for advice"),
            new("issue-decided", "The family was told whether a plan will be issued"),
            new("draft-plan-served", "The draft plan was sent to the family"),
            new("consultation-sent", "A school or college was consulted"),
            new("final-plan-sent", "The final plan was sent")),
        new(
            "Reviews and amendments",
            new("review-meeting-held", "A review meeting was held"),
            new("review-decided", "The family was told what follows from the review"),
            new("amendment-notice-sent", "The family was sent a notice of proposed amendments"),
            new("amended-plan-sent", "The amended plan was sent"),
            new("phase-transfer-due", "The child moves to another phase of education"),
            new("plan-held", "The council already holds a plan"),
            new("term-starts", "A school term starts")),
        new(
            "Assessing again",
            new("reassessment-requested", "The council received a request to assess again"),
            new("reassessment-decided", "The family was told whether there will be another assessment"),
            new("amendment-refused", "The family was told that the plan stays as it is after another assessment")),
        new(
            "Mediation and appeals",
            new("mediation-requested", "The council was told that the family wants mediation"),
            new("mediation-agreed", "Mediation ended in an agreement"),
            new("mediation-ended", "Mediation ended"),
            new("mediation-declined", "The family told the adviser that it will not mediate"),
            new("mediation-certificate-issued", "The mediation certificate was issued"),
            new("appeal-received", "The council received an appeal"),
            new("appeal-unopposed", "The council told the tribunal that it does not oppose the appeal"),
            new("tribunal-ordered", "The tribunal made an order"),
            new("recommendations-made", "The tribunal made recommendations on health or social care"),
            new("decision-reversed", "A decision was reversed")),
        new(
            "Moves between councils",
            new("move-notified", "The old council learned of the move"),
            new("plan-transferred-in", "The plan was transferred to the new council"),
            new("commissioning-body-changed", "A health commissioner learned that it is now responsible")),
    ];

    internal static Choice? Find(string trigger) => Groups.SelectMany(group => group.Choices).FirstOrDefault(choice => choice.Trigger == trigger);

    internal static string Label(string field) => field switch
    {
        "route" => "How the council became responsible",
        "adviceType" => "Kind of advice",
        "decision" => "Decision",
        "service" => "How it was sent",
        "reversed" => "Decision that was reversed",
        "against" => "Decision appealed against",
        "about" => "What it is about",
        "destination" => "Where the family moves to",
        "directedTo" => "Last day that the tribunal directed, if it did",
        "directedFor" => "What that day is for",
        "issuedOn" => "When a mediation certificate was issued, if one was",
        "madeOn" => "When the plan that is held was made",
        "by" => "How it was reversed",
        "order" => "What the tribunal ordered",
        "phase" => "Which move",
        "receivedOn" => "When the council received the original request",
        "notifiedOn" => "When the family was told of the decision",
        "periodAgreedTo" => "Last day of a period agreed in mediation",
        "movesOn" => "Day of the move",
        "lastReviewedOn" => "When the plan was last reviewed",
        "originalPlanOn" => "When the plan was first made",
        _ => English.Sentence(English.Field(field)),
    };
}
