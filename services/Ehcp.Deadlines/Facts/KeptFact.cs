namespace Ehcp.Deadlines;

/// <summary>The fact that stands for its key.</summary>
/// <param name="Type">Its type.</param>
/// <param name="ProcessId">Id of its process.</param>
/// <param name="ItemId">Its second id; empty when its type has none.</param>
/// <param name="Fact">The fact.</param>
/// <param name="Disputed">Whether another fact of the key, recorded at the same newest instant, gives another date.</param>
internal readonly record struct KeptFact(FactType Type, string ProcessId, string ItemId, CaseFact Fact, bool Disputed)
{
    /// <summary>The date the event happened on: the first of its dates that start or end a clock.</summary>
    internal DateOnly? On => Type.ClockDates.Length > 0 ? Fact.Fields.Date(Type.ClockDates[0]) : null;

    internal bool Is(FactMatch match) =>
        Type.Name == match.EventType && (match.Code is null || Fact.Fields.Text(match.Field) == match.Code);

    internal static KeptFact From(CaseFact fact)
    {
        var type = FactType.Of(fact.Type);
        return new(
            type,
            type.ProcessId.Length == 0 ? "" : fact.Fields.Text(type.ProcessId) ?? "1",
            type.ItemId.Length == 0 ? "" : fact.Fields.Text(type.ItemId) ?? "1",
            fact,
            Disputed: false);
    }

    /// <summary>By process, type and second id.</summary>
    internal static int CompareKeys(in KeptFact left, in KeptFact right)
    {
        var order = ((int)left.Type.Process).CompareTo((int)right.Type.Process);
        order = order != 0 ? order : string.CompareOrdinal(left.ProcessId, right.ProcessId);
        order = order != 0 ? order : left.Type.Order.CompareTo(right.Type.Order);
        return order != 0 ? order : string.CompareOrdinal(left.ItemId, right.ItemId);
    }

    /// <summary>By key, and within one key the fact that stands last. A total order, whatever order the facts came in.</summary>
    internal static int Compare(KeptFact left, KeptFact right)
    {
        var order = CompareKeys(left, right);
        return order != 0 ? order : CompareAge(left.Fact, right.Fact);
    }

    /// <summary>Older first; ties go by source, then id, ordinal.</summary>
    internal static int CompareAge(CaseFact left, CaseFact right)
    {
        var order = left.Time.UtcTicks.CompareTo(right.Time.UtcTicks);
        order = order != 0 ? order : string.CompareOrdinal(left.Source, right.Source);
        order = order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
        return order != 0 || ReferenceEquals(left, right) ? order : string.CompareOrdinal(left.Fields.Canonical(), right.Fields.Canonical());
    }

    internal bool HasOtherDates(CaseFact other)
    {
        foreach (var field in Type.ClockDates)
        {
            if (Fact.Fields.Date(field) != other.Fields.Date(field))
            {
                return true;
            }
        }

        return false;
    }
}
