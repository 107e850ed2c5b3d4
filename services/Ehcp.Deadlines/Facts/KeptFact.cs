using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>The fact that stands for its key.</summary>
/// <param name="Type">Its type.</param>
/// <param name="ProcessId">Id of its process.</param>
/// <param name="ItemId">Its second id; empty when its type has none.</param>
/// <param name="Told">Who told it, and when.</param>
/// <param name="Fact">What was told.</param>
/// <param name="Disputed">Whether another fact of the key, recorded at the same newest instant, gives another date.</param>
internal readonly record struct KeptFact(FactType Type, string ProcessId, string ItemId, ISourcedFact Told, Fact Fact, bool Disputed)
{
    /// <summary>Why nothing can be computed from it: it contradicts another event of the case; null when it does not.</summary>
    internal string? Contradiction { get; init; }

    /// <summary>Why nothing can be computed from it; null when something can.</summary>
    internal string? Unusable => Disputed ? Reasons.Disputed(this) : Contradiction;

    /// <summary>The date the event happened on: the first of its dates that start or end a clock.</summary>
    internal DateOnly? On => Type.ClockDates.Length > 0 ? Type.ClockDates[0].On(Fact) : null;

    internal static KeptFact From(ISourcedFact told)
    {
        var fact = told.Fact;
        var type = FactCatalogue.Of(fact);
        return new(type, type.ProcessId(fact), type.ItemId(fact), told, fact, Disputed: false);
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
        return order != 0 ? order : CompareAge(left.Told, right.Told);
    }

    /// <summary>Older first; ties go by source, then id, ordinal.</summary>
    internal static int CompareAge(ISourcedFact left, ISourcedFact right)
    {
        var order = left.Time.UtcTicks.CompareTo(right.Time.UtcTicks);
        order = order != 0 ? order : string.CompareOrdinal(left.Source, right.Source);
        order = order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
        return order != 0 || ReferenceEquals(left, right) ? order : string.CompareOrdinal(Canonical(left.Fact), Canonical(right.Fact));
    }

    internal bool HasOtherDates(Fact other)
    {
        foreach (var date in Type.ClockDates)
        {
            if (date.On(Fact) != date.On(other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One text for equal fields: what decides between two facts that differ in nothing else.</summary>
    internal static string Canonical(Fact fact) => string.Join('\n', FactCatalogue.Of(fact).Fields
        .Select(field => (field.Name, Value: field.Value(fact)))
        .Where(field => field.Value is not null)
        .OrderBy(field => field.Name, StringComparer.Ordinal)
        .Select(field => field.Name + "=" + field.Value switch
        {
            DateOnly date => date.ToString("O", null),
            IEnumerable<string> list => string.Join(',', list),
            _ => field.Value!.ToString(),
        }));
}
