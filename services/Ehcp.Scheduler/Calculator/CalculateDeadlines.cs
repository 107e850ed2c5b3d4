using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Calculator;

/// <summary>The deadlines one event would start. Open to anybody; nothing is stored.</summary>
internal static class CalculateDeadlines
{
    internal static Results<Ok<CalculatedDeadlines>, ProblemHttpResult> Handle(HttpRequest request, LawInForce inForce)
    {
        var law = inForce.Current;
        var errors = new SortedDictionary<string, ProblemError>(StringComparer.Ordinal);
        if (Question(law.Timetable, request.Query, errors) is not ({ } trigger, { } on, var fields))
        {
            return ProblemCatalogue.ParameterInvalid.Answer([.. errors.Values]);
        }

        var timeline = Ehcp.Deadlines.Calculator.Compute(law, trigger, on, fields);
        return TypedResults.Ok(new CalculatedDeadlines(
            trigger,
            on,
            [.. timeline.Clocks.Select(clock => new CalculatedDeadline(
                clock.Milestone,
                clock.Id,
                clock.LastDay,
                law.Calendar.OperationalDate(clock.LastDay),
                AppliedRule.Of(law.Timetable, clock),
                Explanations.Citation(law.Timetable, clock),
                Explanations.Paragraph(law, clock),
                Explanations.Note(law.Timetable, clock)))],
            timeline.CannotCompute));
    }

    private static (string? Trigger, DateOnly? On, List<KeyValuePair<string, object>> Fields) Question(
        StatutoryTimetable timetable, IQueryCollection query, SortedDictionary<string, ProblemError> errors)
    {
        var trigger = query["trigger"].ToString();
        var dateField = timetable.TriggerDateField[trigger];
        var type = FactCatalogue.Find($"ehcp.{trigger}.v1");
        var fields = new List<KeyValuePair<string, object>>();
        foreach (var (name, given) in query.Where(parameter => parameter.Key != "trigger"))
        {
            var field = name == "on" ? dateField : name;
            if (RuleOf(type, field, dateField) is not { } rule)
            {
                Wrong(name, "unknown", $"There is no such parameter; {trigger} has no field of this name.");
            }
            else if (FieldText.Read(rule, given.ToArray(), out var problem) is not { } value)
            {
                Wrong(name, "value", problem!);
            }
            else if (fields.Exists(other => other.Key == field))
            {
                Wrong(name, "once", $"Must be given once: on is {dateField}.");
            }
            else
            {
                fields.Add(new(field, value));
            }
        }

        var on = fields.Find(field => field.Key == dateField).Value as DateOnly?;
        if (on is null && errors.Count == 0)
        {
            Wrong("on", "required", $"Must be given, or {dateField}, which is the same.");
        }

        return (trigger, errors.Count == 0 ? on : null, fields);

        void Wrong(string name, string rule, string why) => errors[name] = ProblemError.OfParameter(name, rule, why);
    }

    // A few occasions are no event of a case and have a date only.
    private static FieldRule? RuleOf(FactType? type, string field, string dateField) => (type?.Name, field) switch
    {
        (_, "authority") => FieldRule.Authority,
        (null, _) => field == dateField ? FieldRule.FutureDate : null,
        _ when field == Ehcp.Deadlines.Calculator.DateOfAnotherEvent.GetValueOrDefault(type!.Name) => FieldRule.PastDate,
        _ => type!.Fields.FirstOrDefault(known => known.Name == field)?.Rule,
    };
}

/// <summary>What one event would start.</summary>
/// <param name="Trigger">What happens.</param>
/// <param name="On">The day it happens.</param>
/// <param name="Deadlines">In the order of the process.</param>
/// <param name="CannotCompute">What is missing for others.</param>
internal sealed record CalculatedDeadlines(string Trigger, DateOnly On, IReadOnlyList<CalculatedDeadline> Deadlines, IReadOnlyList<Uncomputed> CannotCompute);

/// <summary>A deadline, with the reason for its date.</summary>
/// <param name="Milestone">What must be done.</param>
/// <param name="Clock">The process it belongs to.</param>
/// <param name="LastDay">The last day in time, inclusive; null where it cannot be computed.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="Rule">The rule that sets it.</param>
/// <param name="Citation">Where the law says so.</param>
/// <param name="Explanation">The reason in words.</param>
/// <param name="Note">What a reader should know of the source of the rule; null when its provision has been read.</param>
internal sealed record CalculatedDeadline(
    string Milestone, string Clock, DateOnly? LastDay, DateOnly? LastWorkingDay, AppliedRule? Rule, string Citation, string Explanation, string? Note);
