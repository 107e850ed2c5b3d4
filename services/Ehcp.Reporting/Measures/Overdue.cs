namespace Ehcp.Reporting.Measures;

/// <summary>Overdue, in the one meaning that caseload, lists, queue and what-if have. The database says it as <c>is_overdue</c>.</summary>
internal static class Overdue
{
    /// <param name="lastDay">The last day of the limit that applies, inclusive; null where it cannot be measured: then it is never overdue.</param>
    internal static bool Is(DateOnly? lastDay, DateOnly day) => lastDay < day;
}
