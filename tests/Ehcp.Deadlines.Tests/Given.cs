using System.Collections.Immutable;
using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Deadlines.Tests;

/// <summary>Facts and cases in the words of a test.</summary>
internal static class Given
{
    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A fact whose text values of the shape of a date are dates.</summary>
    internal static AskedFact Fact(string type, params (string Name, object Value)[] fields) =>
        new("case-system", $"{type}-{fields.Length}", DateTimeOffset.UnixEpoch, Built(type, fields), OtherDate(type, fields));

    /// <summary>The record with those of the fields that its type has; what is not among them is left out.</summary>
    internal static Fact Built(string type, params (string Name, object Value)[] fields)
    {
        var known = FactCatalogue.Find($"ehcp.{type}.v1")!;
        return known.Build(
            [.. known.Fields.Select(field => fields.Where(given => given.Name == field.Name && given.Value is not "").Select(given => Value(given.Value))
            .LastOrDefault())]);
    }

    internal static string TypeName(this AskedFact fact) => FactCatalogue.Of(fact.Fact).Name;

    // What the calculator is told of another event.
    private static DateOnly? OtherDate(string type, (string Name, object Value)[] fields) => Calculator.DateOfAnotherEvent.TryGetValue(type, out var other)
        ? fields.Where(given => given.Name == other).Select(given => (DateOnly?)Value(given.Value)).LastOrDefault()
        : null;

    /// <summary>By the law of this build.</summary>
    internal static Timeline Folded(IEnumerable<AskedFact> facts) => CaseTimeline.From(Law.Shipped, facts);

    internal static Timeline Calculated(string trigger, DateOnly on, IEnumerable<KeyValuePair<string, object>> otherFields) =>
        Calculator.Compute(Law.Shipped, trigger, on, otherFields);

    internal static string Explained(Clock clock) => Explanations.Paragraph(Law.Shipped, clock);

    internal static string BasisOf(Clock clock) => Explanations.Basis(StatutoryTimetable.Shipped, clock.Rule);

    internal static string CitationOf(Clock clock) => Explanations.Citation(StatutoryTimetable.Shipped, clock);

    internal static ClockState StateOf(Clock clock, DateOnly day) => ClockStates.On(StatutoryTimetable.Shipped, clock, day);

    internal static ImmutableArray<TimeLimit> Limits => StatutoryTimetable.Shipped.Limits;

    internal static TimeLimit? Rule(string id) => StatutoryTimetable.Shipped.Find(id);

    internal static AskedFact Id(this AskedFact fact, string id) => fact with { Id = id };

    internal static AskedFact From(this AskedFact fact, string source) => fact with { Source = source };

    /// <summary>Recorded so many minutes after the others.</summary>
    internal static AskedFact After(this AskedFact fact, int minutes) => fact with { Time = DateTimeOffset.UnixEpoch.AddMinutes(minutes) };

    internal static AskedFact Received(string on, string? requestId = null, string? route = null) =>
        Fact("request-received", Optional(("receivedOn", on), ("requestId", requestId), ("route", route)));

    internal static AskedFact Assessed(string on, string decision = "assess", string? requestId = null) =>
        Fact("assessment-decided", Optional(("notifiedOn", on), ("decision", decision), ("requestId", requestId)));

    internal static AskedFact IssueDecided(string on, string decision, string? requestId = null) =>
        Fact("issue-decided", Optional(("notifiedOn", on), ("decision", decision), ("requestId", requestId)));

    internal static AskedFact PlanSent(string on, string? requestId = null) =>
        Fact("final-plan-sent", Optional(("sentOn", on), ("requestId", requestId)));

    internal static AskedFact Closed(string on, string reason = "withdrawn", string? requestId = null) =>
        Fact("request-closed", Optional(("closedOn", on), ("reason", reason), ("requestId", requestId)));

    internal static AskedFact Claim(string id, string ground, string[] milestones, params (string Name, object Value)[] dates) =>
        Fact("exemption-claimed", [("exemptionId", id), ("ground", ground), ("milestones", milestones), .. dates]).Id("claim-" + id);

    internal static AskedFact Retraction(string id, string? source = null) =>
        Fact("event-retracted", Optional(("retractedId", id), ("retractedSource", source))).Id("retraction-of-" + id);

    internal static Clock Clock(this Timeline timeline, string milestone, string id = "1") =>
        Assert.Single(timeline.Clocks, clock => clock.Milestone == milestone && clock.Id == id);

    /// <summary>The claims of exemption that stand and name its milestone.</summary>
    internal static IReadOnlyList<ClaimedExemption> Claims(this Clock clock) => clock.Exemptions ?? [];

    internal static ClockState State(this Timeline timeline, string milestone, string on, string id = "1") =>
        StateOf(timeline.Clock(milestone, id), Day(on));

    private static object Value(object value) =>
        value is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : value;

    private static (string, object)[] Optional(params (string Name, object? Value)[] fields) =>
        [.. fields.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!))];

    internal static AskedFact Ordered(string on, string order) => Fact("tribunal-ordered", ("orderedOn", on), ("order", order));

    internal static AskedFact Agreed(string on, string about, params (string, object)[] more) =>
        Fact("mediation-agreed", [("agreedOn", on), ("about", about), .. more]);

    internal static AskedFact Unopposed(string on, string against) => Fact("appeal-unopposed", ("notifiedOn", on), ("against", against));

    internal static AskedFact Reversed(string on, string reversed, string? by = null, string appealId = "1") =>
        Fact("decision-reversed", [("effectiveOn", on), ("reversed", reversed), ("appealId", appealId), .. by is null ? []
            : new (string, object)[] { ("by", by) }]);
}
