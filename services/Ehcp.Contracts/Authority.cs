using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>An English local authority with duties to children.</summary>
/// <param name="OnsCode">Its one canonical ONS code, e.g. <c>E08000025</c>: what is stored and shown. It stays the same when ONS gives it another one.</param>
/// <param name="DfeCode">DfE's three-digit code, e.g. <c>330</c>.</param>
/// <param name="Name">Its name as DfE writes it.</param>
/// <param name="From">Its first day, inclusive; null for one that was there before the law of 2014.</param>
/// <param name="FormerTo">Last day, inclusive, of an authority that is no more, or that will be no more; null for one without an end.</param>
public sealed record Authority(string OnsCode, string DfeCode, string Name, DateOnly? From, DateOnly? FormerTo)
{
    /// <summary>Every ONS code it has or had, the canonical one first. Each is understood, whatever the day.</summary>
    public ImmutableArray<DatedCode> OnsCodes { get; init; } = [];

    /// <summary>Who took over from it, or will: none for one without an end.</summary>
    public ImmutableArray<Successor> Successors { get; init; } = [];

    /// <summary>The first day, inclusive, on which its successors have its duties; null for one without an end.</summary>
    public DateOnly? VestingDay => FormerTo?.AddDays(1);

    /// <summary>Whether it has duties on a day.</summary>
    /// <param name="day">London date.</param>
    public bool IsThereOn(DateOnly day) => !(day < From) && !(day > FormerTo);
}

/// <summary>A code that ONS gave an authority.</summary>
/// <param name="Code">The code.</param>
/// <param name="From">The day from which ONS uses it; null when it was in use before all of these dates.</param>
public sealed record DatedCode(string Code, DateOnly? From);

/// <summary>An authority that takes over from another.</summary>
/// <param name="DfeCode">DfE's code of it.</param>
/// <param name="Share">Its share of the population of the one that ends, above 0 and at most 1, to two places: where a county is split, about this share of
/// the children goes to it. The shares of all successors of one authority are 1.</param>
public sealed record Successor(string DfeCode, decimal Share);
