using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>What one field may hold. There is no rule for free text: that is how names and birth dates stay out.</summary>
/// <param name="Kind">The kind of value.</param>
public sealed record FieldRule(FieldKind Kind)
{
    /// <summary>First date that any field may hold: the day the Children and Families Act 2014, Part 3, came into force. Inclusive.</summary>
    public static DateOnly FirstDate { get; } = new(2014, 9, 1);

    /// <summary>How many years ahead of today a date that may lie ahead can be. Inclusive.</summary>
    public const int YearsAhead = 3;

    /// <summary>A date of something done: not after today in London.</summary>
    public static FieldRule PastDate { get; } = new(FieldKind.Date);

    /// <summary>A date of something done that an authority which is no more cannot begin: not after its last day (<see cref="Contracts.Authority.FormerTo"/>)
    /// either.</summary>
    public static FieldRule FirstDay { get; } = new(FieldKind.Date) { IsBeginning = true };

    /// <summary>A date that may lie up to <see cref="YearsAhead"/> years ahead.</summary>
    public static FieldRule FutureDate { get; } = new(FieldKind.Date) { MayLieAhead = true };

    /// <summary>An id: 1 to 64 of letters, digits, dot, underscore, colon and hyphen.</summary>
    public static FieldRule Id { get; } = new(FieldKind.Id) { Pattern = Patterns.Id };

    /// <summary>A name of a team or an area: 1 to 60 letters of the Latin alphabet, digits, spaces and <c>&amp;'()/-</c>; nothing of
    /// <see cref="PersonalShapes"/>.</summary>
    public static FieldRule Name { get; } = new(FieldKind.Name) { Pattern = Patterns.Name, Maximum = 60, Signs = "&'()/-" };

    /// <summary>A name of a school or another setting: 1 to 120, and <c>,.:;!+</c> too.</summary>
    public static FieldRule Setting { get; } = new(FieldKind.Name) { Pattern = Patterns.Setting, Maximum = 120, Signs = "&'()/,.:;!+-" };

    /// <summary>An e-mail address of a member of staff.</summary>
    public static FieldRule Email { get; } = new(FieldKind.Email) { Pattern = Patterns.Email };

    /// <summary>The CloudEvents source of another event.</summary>
    public static FieldRule Source { get; } = new(FieldKind.Source) { Pattern = Patterns.Source };

    /// <summary>An English local authority, by any of its codes.</summary>
    public static FieldRule Authority { get; } = new(FieldKind.Authority);

    /// <summary>One of the authorities that took over from the authority of the event.</summary>
    public static FieldRule Successor { get; } = new(FieldKind.Authority) { IsSuccessor = true };

    /// <summary>A case reference, as CloudEvents <c>subject</c> is one.</summary>
    public static FieldRule CaseReference { get; } = new(FieldKind.Id) { Pattern = Patterns.CaseReference };

    /// <summary>A calendar year.</summary>
    public static FieldRule Year { get; } = new(FieldKind.Number) { Minimum = 2015, Maximum = 2100 };

    /// <summary>A National Curriculum year: 0 is Reception, -1 and -2 are nursery, 12 to 15 are post-16.</summary>
    public static FieldRule YearGroup { get; } = new(FieldKind.Number) { Minimum = -2, Maximum = 15 };

    /// <summary>The same rule for a field that may be left out.</summary>
    public FieldRule Optional => this with { IsRequired = false };

    /// <summary>Whether the field must be there.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Whether a date may lie ahead.</summary>
    public bool MayLieAhead { get; init; }

    /// <summary>Whether a date is the day on which the authority takes something on.</summary>
    public bool IsBeginning { get; init; }

    /// <summary>Whether an authority must be one that took over from the authority of the event.</summary>
    public bool IsSuccessor { get; init; }

    /// <summary>The codes allowed, for <see cref="FieldKind.Code"/> and <see cref="FieldKind.Codes"/>.</summary>
    public ImmutableArray<string> Codes { get; init; } = [];

    /// <summary>Regular expression (ECMA 262, whole value) of a text; null when the kind says it all.</summary>
    public string? Pattern { get; init; }

    /// <summary>What a name may hold beside letters, digits and spaces.</summary>
    public string Signs { get; init; } = "";

    /// <summary>Smallest number, inclusive.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest number, or most characters of a name. Inclusive.</summary>
    public int Maximum { get; init; }

    /// <summary>One word of a closed list.</summary>
    /// <typeparam name="T">The list.</typeparam>
    public static FieldRule OneOf<T>()
        where T : struct, Enum => OneOf(Code.All<T>());

    /// <summary>One or more words of a closed list, each at most once.</summary>
    /// <typeparam name="T">The list.</typeparam>
    public static FieldRule SomeOf<T>()
        where T : struct, Enum => new(FieldKind.Codes) { Codes = Code.All<T>() };

    /// <summary>One of the codes.</summary>
    /// <param name="codes">The codes; case matters.</param>
    public static FieldRule OneOf(params IEnumerable<string> codes) => new(FieldKind.Code) { Codes = [.. codes] };
}

/// <summary>A kind of value.</summary>
public enum FieldKind
{
    /// <summary>A date, <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>One code of a closed list.</summary>
    Code,

    /// <summary>A list of codes.</summary>
    Codes,

    /// <summary>An id.</summary>
    Id,

    /// <summary>A name, but not of a person.</summary>
    Name,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>The source of an event.</summary>
    Source,

    /// <summary>A local authority.</summary>
    Authority,

    /// <summary>A whole number.</summary>
    Number,
}
