using System.Globalization;
using CsCheck;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Tests;

/// <summary>Random facts of one case: few ids, instants and days, so that keys meet, times tie and dates contradict.</summary>
internal static class AnyCase
{
    internal const string Authority = "E08000025";

    private static readonly DateOnly FirstDay = new(2026, 1, 5);

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 200].Select(FirstDay.AddDays);

    private static readonly Gen<string?> Requests = OneOf<string?>(null, "1", "2");

    private static readonly Gen<string> Items = OneOf("a", "b");

    private static readonly Gen<Fact> OneFact = Gen.Frequency(
        (4, Gen.Select(Days, OneOf<RequestRoute?>(null, RequestRoute.BecameResponsible, RequestRoute.Detained), Requests,
            (Fact (day, route, request) => new RequestReceived(day, route, RequestId: request)))),
        (3, Gen.Select(OneOf(AssessmentDecision.Assess, AssessmentDecision.Refuse), Days, Requests,
            (Fact (decision, day, request) => new AssessmentDecided(decision, day, request)))),
        (2, Gen.Select(Items, OneOf(AdviceType.School, AdviceType.Health, AdviceType.Parent), Days, Requests,
            (Fact (id, type, day, request) => new AdviceRequested(id, type, day, request)))),
        (2, Gen.Select(Items, Days, Requests, (Fact (id, day, request) => new AdviceReceived(id, AdviceType.School, day, request)))),
        (2, Gen.Select(OneOf(IssueDecision.Issue, IssueDecision.NotIssue), Days, Requests,
            (Fact (decision, day, request) => new IssueDecided(decision, day, request)))),
        (3, Gen.Select(Days, OneOf<ServiceMethod?>(null, ServiceMethod.Email, ServiceMethod.PostFirstClass), Requests,
            (Fact (day, service, request) => new DraftPlanServed(day, service, request)))),
        (2, Gen.Select(Items, Days, Requests, (Fact (id, day, request) => new ConsultationSent(id, day, request)))),
        (2, Gen.Select(Items, Days, Requests, (Fact (id, day, request) => new ConsultationAnswered(id, day, request)))),
        (3, Gen.Select(Days, Requests, (Fact (day, request) => new FinalPlanSent(day, RequestId: request)))),
        (1, Gen.Select(Days, Requests, (Fact (day, request) => new RequestClosed(day, ClosingReason.Withdrawn, request)))),
        (2, Gen.Select(Items, OneOf(Ground.SchoolClosed, Ground.Coronavirus), Requests,
            (Fact (id, ground, request) => new ExemptionClaimed(id, ground, [Milestone.FinalPlan], RequestId: request)))),
        (1, Gen.Select(Items, Requests, (Fact (id, request) => new ExemptionWithdrawn(id, request)))),
        (1, Days.Select(Fact (day) => new ReviewMeetingHeld(day))),
        (1, Days.Select(Fact (day) => new AppealReceived(day, DisputedDecision.Contents))),
        (2, OneOf("North", "South").Select(Fact (team) => new CaseAssigned(team, "officer@example.org"))),
        (1, Gen.Select(OneOf("East", "West"), OneOf("ASD", "SEMH"), (Fact (area, need) => new CaseDescribed(area, need)))),
        (2, Gen.Int[0, 12].Select(Fact (id) => new EventRetracted(Name(id)))));

    /// <summary>Up to twelve facts, each with an id of its own; several may have been recorded at once.</summary>
    internal static Gen<RecordedFact[]> Facts { get; } = Of("C-1");

    internal static Gen<RecordedFact[]> Of(string caseReference) =>
        Gen.Select(OneFact, Gen.Int[0, 3], Gen.Int[0, 5]).Array[1, 12].Select(facts => (RecordedFact[])
        [
            .. facts.Select((fact, i) => new RecordedFact(
                i, "case-system", $"{caseReference}-{Name(i)}", Authority, caseReference, Minute(fact.Item2), Minute(100 + fact.Item3),
                    Here(fact.Item1, caseReference))),
        ]);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static DateTimeOffset Minute(int minute) => new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    private static Fact Here(Fact fact, string caseReference) =>
        fact is EventRetracted retraction ? retraction with { RetractedId = $"{caseReference}-{retraction.RetractedId}" } : fact;

    private static string Name(int id) => id.ToString(CultureInfo.InvariantCulture);
}
