namespace Ehcp.Scheduler.Cases;

/// <summary>Which case: a council's reference within the council. Sorted ordinally, as the database sorts them.</summary>
internal readonly record struct CaseKey(string Authority, string CaseReference) : IComparable<CaseKey>
{
    public int CompareTo(CaseKey other)
    {
        var order = string.CompareOrdinal(Authority, other.Authority);
        return order != 0 ? order : string.CompareOrdinal(CaseReference, other.CaseReference);
    }
}
