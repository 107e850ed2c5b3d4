using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Calculator;

/// <summary>The deadlines one event would start. Open to anybody; nothing is stored.</summary>
internal static class CalculateDeadlines
{
    internal sealed record Answer(string Trigger, DateOnly On, IReadOnlyList<Deadline> Deadlines, IReadOnlyList<Uncomputed> CannotCompute);

    internal sealed record Deadline(
        string Milestone, string Clock, DateOnly? LastDay, DateOnly? LastWorkingDay, AppliedRule? Rule, string Citation, string Explanation);

    internal static Results<Ok<Answer>, ProblemHttpResult> Handle(HttpRequest request, LawInForce inForce)
    {
        var law = inForce.Current;
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        if (Question(law.Timetable, request.Query, errors) is not ({ } trigger, { } on, var fields))
        {
            return Problems.Invalid(errors);
        }

        var timeline = Ehcp.Deadlines.Calculator.Compute(law, trigger, on, fields);
        return TypedResults.Ok(new Answer(
            trigger,
            on,
            [.. timeline.Clocks.Select(clock => new Deadline(
                clock.Milestone,
                clock.Id,
                clock.LastDay,
                law.Calendar.OperationalDate(clock.LastDay),
                AppliedRule.Of(law.Timetable, clock),
                Explanations.Citation(law.Timetable, clock),
                Explanations.Paragraph(law, clock)))],
            timeline.CannotCompute));
    }

    private static (string? Trigger, DateOnly? On, List<KeyValuePair<string, object>> Fields) Question(
        StatutoryTimetable timetable, IQueryCollection query, SortedDictionary<string, string[]> errors)
    {
        var trigger = query["trigger"].ToString();
        if (!timetable.TriggerDateField.TryGetValue(trigger, out var dateField))
        {
            errors["trigger"] = [$"One of these is expected: {string.Join(", ", timetable.TriggerDateField.Keys.Order(StringComparer.Ordinal))}."];
            return (null, null, []);
        }

        var type = FactCatalogue.Find($"ehcp.{trigger}.v1");
        var fields = new List<KeyValuePair<string, object>>();
        foreach (var (name, given) in query.Where(parameter => parameter.Key != "trigger"))
        {
            var field = name == "on" ? dateField : name;
            if (RuleOf(type, field, dateField) is not { } rule)
            {
                errors[name] = [$"{trigger} has no field of this name."];
            }
            else if (FieldText.Read(rule, given.ToArray(), out var problem) is not { } value)
            {
                errors[name] = [problem!];
            }
            else if (fields.Exists(other => other.Key == field))
            {
                errors[name] = [$"on is {dateField}: give one of them."];
            }
            else
            {
                fields.Add(new(field, value));
            }
        }

        var on = fields.Find(field => field.Key == dateField).Value as DateOnly?;
        if (on is null && errors.Count == 0)
        {
            errors["on"] = [$"The date of the event, its {dateField}, is missing."];
        }

        return (trigger, errors.Count == 0 ? on : null, fields);
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
