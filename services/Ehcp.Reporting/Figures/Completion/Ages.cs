namespace Ehcp.Reporting.Figures.Completion;

/// <summary>Requests that were so many days old when a plan was sent, when they ended otherwise, or on the day of the question.</summary>
internal readonly record struct Ages(int Days, int Plans, int OtherEnds, int Open);

/// <summary>How old requests get. They may be watched from some age on only, and are then not counted before it.</summary>
/// <param name="Exits">By age at the end of watching.</param>
/// <param name="Entries">How many are watched from which age on; those not in it from receipt.</param>
internal sealed record AgeTable(IReadOnlyList<Ages> Exits, IReadOnlyDictionary<int, int> Entries)
{
    /// <summary>Of each day of age on which something ended: how many were still open, and how they ended. In order.</summary>
    internal IEnumerable<(int Days, int AtRisk, int Plans, int OtherEnds)> Risks()
    {
        var atRisk = Exits.Sum(age => age.Plans + age.OtherEnds + age.Open) - Entries.Values.Sum();
        var entering = new Queue<KeyValuePair<int, int>>(Entries.OrderBy(entry => entry.Key));
        foreach (var age in Exits.OrderBy(age => age.Days))
        {
            while (entering.TryPeek(out var entry) && entry.Key <= age.Days)
            {
                atRisk += entering.Dequeue().Value;
            }

            if (age.Plans + age.OtherEnds > 0)
            {
                yield return (age.Days, atRisk, age.Plans, age.OtherEnds);
            }

            atRisk -= age.Plans + age.OtherEnds + age.Open;
        }
    }
}
