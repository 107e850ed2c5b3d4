using System.Collections;
using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>One type of event.</summary>
public abstract class FactType
{
    private protected FactType(string name, Type record)
    {
        Name = name;
        WireType = $"ehcp.{name}.v1";
        Record = record;
    }

    /// <summary>Its name without prefix and version, e.g. <c>request-received</c>.</summary>
    public string Name { get; }

    /// <summary>Its CloudEvents <c>type</c>, e.g. <c>ehcp.request-received.v1</c>.</summary>
    public string WireType { get; }

    /// <summary>The record that holds it.</summary>
    public Type Record { get; }

    /// <summary>The fields of its data besides <c>authority</c>.</summary>
    public abstract ImmutableArray<FactField> Fields { get; }

    /// <summary>The fields that a fact of this type holds, by name and in their order; those that are absent are not among them.</summary>
    /// <param name="fact">A fact of this type.</param>
    public IReadOnlyCollection<KeyValuePair<string, object>> Values(Fact fact)
    {
        var values = new List<KeyValuePair<string, object>>(Fields.Length);
        foreach (var field in Fields)
        {
            if (field.Value(fact) is { } value)
            {
                values.Add(new(field.Name, value));
            }
        }

        return values;
    }
}

/// <summary>One type of event, held by <typeparamref name="TFact"/>.</summary>
/// <typeparam name="TFact">The record that holds it.</typeparam>
internal sealed class FactType<TFact>(string name) : FactType(name, typeof(TFact)), IEnumerable
    where TFact : Fact
{
    private ImmutableArray<FactField> _fields = [];

    public override ImmutableArray<FactField> Fields => _fields;

    public void Add(string name, FieldRule rule, Func<TFact, object?> value) =>
        _fields = _fields.Add(new(name, rule, fact => value((TFact)fact)));

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_fields).GetEnumerator();
}

/// <summary>One field of an event's data.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Rule">What it may hold.</param>
/// <param name="Value">Reads it from a fact of its type: a <see cref="DateOnly"/>, <see cref="string"/>, <see cref="int"/>, a list of strings, or null when absent.</param>
public sealed record FactField(string Name, FieldRule Rule, Func<Fact, object?> Value);
