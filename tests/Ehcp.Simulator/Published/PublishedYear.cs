using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Simulator.Cases;

namespace Ehcp.Simulator.Published;

/// <summary>One case for each plan that DfE counted in a year, so that the year's rates come out as published.</summary>
public static class PublishedYear
{
    private static readonly int LastDayInTime = StatutoryDays.FinalPlan;
    private const int MistakesOfEachKind = 3;
    private const int DaysOfTheMistake = 30;

    private readonly record struct Kind(bool InTime, bool IsExempt);

    public static IEnumerable<CaseStory> Cases(Council council, PublishedFigure figure)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(figure);
        Kind[] kinds =
        [
            .. KindsOf(figure.Plans, figure.InTime, figure.PlansExcludingExemptions, figure.InTimeExcludingExemptions)
                .SelectMany(kind => Enumerable.Repeat(new Kind(kind.InTime, kind.IsExempt), kind.Count)),
        ];
        new Random(CaseStory.Seed($"{figure.OnsCode} {figure.Year}")).Shuffle(kinds);
        var sendingDays = WorkingDaysOf(figure.Year);
        int corrected = 0, misdated = 0, misclaimed = 0;
        for (var plan = 0; plan < kinds.Length; plan++)
        {
            var reference = string.Create(CultureInfo.InvariantCulture, $"EHC-{figure.Year}-{plan + 1:0000}");
            var story = TwentyWeekProcess.Tell(council, reference, LifeOf(kinds[plan], sendingDays[plan * sendingDays.Count / kinds.Length], reference));
            switch (kinds[plan])
            {
                case (InTime: false, _) when story.Life.Days <= LastDayInTime + DaysOfTheMistake && corrected < MistakesOfEachKind:
                    corrected++;
                    Mistakes.DateCorrected(story);
                    break;
                case (InTime: true, _) when misdated < MistakesOfEachKind:
                    misdated++;
                    Mistakes.PlanOfAnotherCase(story);
                    break;
                case (_, IsExempt: false) when misclaimed < MistakesOfEachKind:
                    misclaimed++;
                    Mistakes.ExemptionOfAnotherCase(story);
                    break;
                default:
                    break;
            }

            yield return story;
        }
    }

    /// <summary>The same cases, with the reviews of their plans.</summary>
    public static IEnumerable<CaseStory> CasesWithReviews(Council council, PublishedFigure figure) => Cases(council, figure).Select(story =>
    {
        Reviews.Tell(story, story.Life.EndsOn);
        return story;
    });

    /// <summary>
    /// DfE's four counts leave no choice: so many plans in time or late, with an exemption or without.
    /// </summary>
    /// <exception cref="FormatException">They contradict each other.</exception>
    internal static IEnumerable<(bool InTime, bool IsExempt, int Count)> KindsOf(
        int plans, int inTime, int plansExcludingExemptions, int inTimeExcludingExemptions)
    {
        var inTimeExempt = inTime - inTimeExcludingExemptions;
        (bool, bool, int Count)[] kinds =
        [
            (true, false, inTimeExcludingExemptions),
            (false, false, plansExcludingExemptions - inTimeExcludingExemptions),
            (true, true, inTimeExempt),
            (false, true, plans - plansExcludingExemptions - inTimeExempt),
        ];
        return Array.Exists(kinds, kind => kind.Count < 0)
            ? throw new FormatException($"{plans}, {inTime}, {plansExcludingExemptions} and {inTimeExcludingExemptions} cannot be counts of the same plans.")
            : kinds;
    }

    // Many plans go out on the very last day, and some a day after it.
    private static CaseLife LifeOf(Kind kind, DateOnly sentOn, string reference)
    {
        var draw = new Random(CaseStory.Seed("life of " + reference));
        var days = (kind.InTime, draw.Next(20)) switch
        {
            (true, < 4) => LastDayInTime,
            (true, _) => draw.Next(105, LastDayInTime + 1),
            (false, 0) => LastDayInTime + 1,
            (false, < 4) => draw.Next(260, 420),
            (false, _) => draw.Next(LastDayInTime + 1, 260),
        };
        return new(sentOn.AddDays(-days), days, Ending.PlanSent, kind.IsExempt);
    }

    private static List<DateOnly> WorkingDaysOf(int year)
    {
        var days = new List<DateOnly>();
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            if (WorkingDays.Shipped.IsWorkingDay(day))
            {
                days.Add(day);
            }
        }

        return days;
    }

    /// <summary>What people get wrong and put right. Every one of them would change a published count if it were not understood.</summary>
    private static class Mistakes
    {
        // Keyed at once with the month before, which would be in time; put right a week later.
        internal static void DateCorrected(CaseStory story)
        {
            var sentOn = story.Life.EndsOn;
            story.Tell(sentOn.AddDays(7), "final-plan-sent-corrected", new FinalPlanSent(sentOn));
            story.Replace("final-plan-sent", new FinalPlanSent(sentOn.AddDays(-DaysOfTheMistake)));
        }

        // Another child's plan, sent weeks later, is entered on this case and taken back.
        internal static void PlanOfAnotherCase(CaseStory story)
        {
            var otherSentOn = WorkingDays.Shipped.OnOrAfter(story.Life.EndsOn.AddDays(50));
            var mistaken = story.Tell(otherSentOn, "final-plan-sent-2", new FinalPlanSent(otherSentOn));
            story.Retract(otherSentOn.AddDays(1), mistaken, RetractionReason.WrongCase);
        }

        internal static void ExemptionOfAnotherCase(CaseStory story)
        {
            var claim = new ExemptionClaimed("2", Ground.ExceptionalCircumstances, [Milestone.FinalPlan], DecidedOn: story.Life.ReceivedOn.AddDays(50));
            var mistaken = story.Tell(story.Life.ReceivedOn.AddDays(50), "exemption-2", claim);
            story.Retract(story.Life.ReceivedOn.AddDays(52), mistaken, RetractionReason.WrongCase);
        }
    }
}
