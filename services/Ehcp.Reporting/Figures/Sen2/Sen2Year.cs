namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>A SEN2 collection: named by its year, about the calendar year before.</summary>
internal sealed record Sen2Year(int Collection)
{
    /// <summary>The first that was of persons.</summary>
    internal const int Oldest = 2023;

    internal DateOnly First => new(Collection - 1, 1, 1);

    internal DateOnly Last => new(Collection - 1, 12, 31);

    /// <summary>Mid-January: the third Thursday, as it was from 2023 to 2026. DfE's guide names the day; who knows another one gives it.</summary>
    internal DateOnly UsualReferenceDate
    {
        get
        {
            var first = new DateOnly(Collection, 1, 1);
            return first.AddDays(((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7).AddDays(14);
        }
    }

    /// <summary>Which requests and plans are in it, in words.</summary>
    internal string Population =>
        $"Requests received up to {Last:yyyy-MM-dd} that were decided on, withdrawn or still waiting in {First.Year}, and every plan that was active at the "
            + "end of it or ceased in it; what happened later is in the next collection. A request of which both decisions are older is H in both modules. "
            + "A refusal that was reversed stays N with its date, as DfE asks; a plan that follows a reversed refusal to issue is none of the assessment "
            + "module, and one in the rate.";

    /// <summary>The collection that a day's events will be in.</summary>
    internal static Sen2Year Of(DateOnly day) => new(day.Year + 1);
}
