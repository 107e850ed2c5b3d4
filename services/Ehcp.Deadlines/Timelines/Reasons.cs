namespace Ehcp.Deadlines;

/// <summary>Why something cannot be computed, in words that name the events and dates to be put right.</summary>
internal static class Reasons
{
    internal static string Disputed(in KeptFact fact) =>
        $"Two {fact.Type.Name} events recorded at the same instant give different dates; nothing says which is right.";

    internal static string Before(in KeptFact outcome, in KeptFact start) =>
        $"{outcome.Type.Name} of {EnglishDates.Plain(outcome.On!.Value)} is before {start.Type.Name} of {EnglishDates.Plain(start.On!.Value)}.";

    internal static string NotReversed(in KeptFact later, in KeptFact refusal) =>
        $"{later.Type.Name} of {EnglishDates.Plain(later.On!.Value)} follows the refusal of {EnglishDates.Plain(refusal.On!.Value)}, and no event says that "
        + "the refusal was reversed.";

    internal static string AppealPending(in KeptFact ended, in KeptFact appeal) =>
        $"{ended.Type.Name} of {EnglishDates.Plain(ended.On!.Value)} came while the appeal of {EnglishDates.Plain(appeal.On!.Value)} had not ended, as far as is "
        + "recorded; the plan must be kept until then.";

    internal static string DatesReversed(in KeptFact fact, DateOrder order) =>
        $"{fact.Type.Name} has {order.Then.Name} {EnglishDates.Plain(order.Then.On(fact.Fact)!.Value)} before {order.First.Name} "
        + $"{EnglishDates.Plain(order.First.On(fact.Fact)!.Value)}.";

    internal const string YearGroupUnknown = "The key stage ends by the year group, and no case-described says which it is.";

    internal static string NoDate(in KeptFact fact, string field) => $"{fact.Type.Name} has no {field}.";

    internal static string OtherYear(in KeptFact fact, DateOnly day, int year) =>
        $"{fact.Type.Name} names the year {year} and the day {EnglishDates.Plain(day)}, which is in another.";

    internal static string EndedWithinPeriod(in KeptFact outcome, DateOnly lastDay) =>
        $"{outcome.Type.Name} of {EnglishDates.Plain(outcome.On!.Value)} is not after the family's last day, {EnglishDates.Plain(lastDay)}; "
        + "the facts cannot tell whether the family had already answered.";

    internal static string BankHolidaysUnknown(WorkingDays calendar) =>
        $"Bank holidays are known to {EnglishDates.Plain(calendar.KnownTo)} only, and the count goes on after it.";
}
