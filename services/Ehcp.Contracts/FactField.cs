namespace Ehcp.Contracts;

/// <summary>One field of an event's data.</summary>
public abstract class FactField
{
    private protected FactField(string name, FieldRule rule) => (Name, Rule) = (name, rule);

    /// <summary>Its name on the wire.</summary>
    public string Name { get; }

    /// <summary>What it may hold.</summary>
    public FieldRule Rule { get; }

    /// <summary>
    /// Its value in a fact of its type, as it is written on the wire: a <see cref="DateOnly"/>, <see cref="string"/>, <see cref="int"/>, a list of strings, or
    /// null when absent.
    /// </summary>
    /// <param name="fact">A fact of its type.</param>
    public abstract object? Value(Fact fact);

    /// <summary>Such a value as the record holds it.</summary>
    internal virtual object? Held(object value) => value;
}

/// <summary>A field with a date.</summary>
public sealed class DateField : FactField
{
    private readonly Func<Fact, DateOnly?> _on;

    internal DateField(string name, FieldRule rule, Func<Fact, DateOnly?> on)
        : base(name, rule) => _on = on;

    /// <summary>Its date, or null when absent. A date that must be there and was not given, as in a calculation, is absent too.</summary>
    /// <param name="fact">A fact of its type.</param>
    public DateOnly? On(Fact fact) => _on(fact) is { } day && day != default ? day : null;

    /// <inheritdoc/>
    public override object? Value(Fact fact) => On(fact);
}

/// <summary>A field with one word of a closed list.</summary>
public abstract class CodeField : FactField
{
    private protected CodeField(string name, FieldRule rule, Type words)
        : base(name, rule) => Words = words;

    /// <summary>The closed list, an enumeration.</summary>
    public Type Words { get; }

    /// <summary>The number of the word; 0 when absent.</summary>
    /// <param name="fact">A fact of its type.</param>
    public abstract int Number(Fact fact);
}

internal sealed class CodeField<T>(string name, FieldRule rule, Func<Fact, T> word) : CodeField(name, rule, typeof(T))
    where T : struct, Enum
{
    private static readonly object[] Boxed = [.. CodeList<T>.Codes.Select((_, at) => (object)Code.Word<T>(at + 1))];

    public override int Number(Fact fact) => Code.Number(word(fact));

    public override object? Value(Fact fact) => Number(fact) is > 0 and var number ? CodeList<T>.Codes[number - 1] : null;

    internal override object? Held(object value) => Boxed[CodeList<T>.Codes.IndexOf((string)value)];
}

internal sealed class CodesField<T>(string name, FieldRule rule, Func<Fact, IReadOnlyList<T>> words) : FactField(name, rule)
    where T : struct, Enum
{
    public override object? Value(Fact fact) => words(fact) is { } list ? list.Select(Code.Of).ToArray() : null;

    internal override object? Held(object value) => ((IEnumerable<string>)value).Select(code => Code.Find<T>(code)!.Value).ToArray();
}

internal sealed class PlainField(string name, FieldRule rule, Func<Fact, object?> value) : FactField(name, rule)
{
    public override object? Value(Fact fact) => value(fact);
}
