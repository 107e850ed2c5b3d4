using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Ehcp.Contracts;

/// <summary>One type of event.</summary>
public abstract class FactType
{
    private readonly ConstructorInvoker _constructor;
    private readonly ParameterInfo[] _parameters;

    private protected FactType(string name, Type record, ProcessKind process)
    {
        var constructor = record.GetConstructors().Single();
        _constructor = ConstructorInvoker.Create(constructor);
        _parameters = constructor.GetParameters();
        Name = name;
        WireType = $"ehcp.{name}.v1";
        Record = record;
        Process = process;
    }

    /// <summary>Its name without prefix and version, e.g. <c>request-received</c>.</summary>
    public string Name { get; }

    /// <summary>Its CloudEvents <c>type</c>, e.g. <c>ehcp.request-received.v1</c>.</summary>
    public string WireType { get; }

    /// <summary>The record that holds it.</summary>
    public Type Record { get; }

    /// <summary>The kind of process it belongs to.</summary>
    public ProcessKind Process { get; }

    /// <summary>Its place in the catalogue: the order of facts within a process.</summary>
    public int Order { get; internal set; }

    /// <summary>The fields of its data besides <c>authority</c>.</summary>
    public abstract ImmutableArray<FactField> Fields { get; }

    /// <summary>Those of its dates that start or end a clock, the one of the event itself first.</summary>
    public abstract ImmutableArray<DateField> ClockDates { get; }

    /// <summary>Whether its facts have a second id, such as that of the advice.</summary>
    public abstract bool HasItems { get; }

    /// <summary>Id of the process that a fact is about: <c>1</c> where it names none, empty for the case itself.</summary>
    /// <param name="fact">A fact of this type.</param>
    public abstract string ProcessId(Fact fact);

    /// <summary>The second id of a fact; empty where its type has none.</summary>
    /// <param name="fact">A fact of this type.</param>
    public abstract string ItemId(Fact fact);

    /// <summary>The date that one of its properties holds.</summary>
    /// <param name="property">Name of the property, from <see langword="nameof"/>.</param>
    public DateField Date(string property)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property);
        return (DateField)Fields.Single(field => field.Name == name);
    }

    /// <summary>A fact with these values.</summary>
    /// <param name="values">One for each of <see cref="Fields"/>, as it is written on the wire and by its rule; null where it was not given.</param>
    public Fact Build(ReadOnlySpan<object?> values)
    {
        var arguments = new object?[_parameters.Length];
        for (var at = 0; at < values.Length; at++)
        {
            arguments[ParameterOf(at)] = values[at] is { } value ? Fields[at].Held(value) : null;
        }

        return (Fact)_constructor.Invoke(arguments.AsSpan());
    }

    private protected abstract int ParameterOf(int field);

    private protected int ParameterOf(string name) => Array.FindIndex(_parameters, parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One type of event, held by <typeparamref name="TFact"/>.</summary>
/// <typeparam name="TFact">The record that holds it.</typeparam>
internal sealed class FactType<TFact>(
    string name, ProcessKind process, Func<TFact, string?>? processId = null, Func<TFact, string?>? itemId = null, params string[] clockDates) : FactType(name, typeof(TFact), process), IEnumerable
    where TFact : Fact
{
    private const string First = "1";

    private ImmutableArray<FactField> _fields = [];
    private ImmutableArray<int> _parameters = [];
    private ImmutableArray<DateField> _clockDates = [];

    public override ImmutableArray<FactField> Fields => _fields;

    public override ImmutableArray<DateField> ClockDates => _clockDates;

    public override bool HasItems => itemId is not null;

    public override string ProcessId(Fact fact) => processId is null ? "" : processId((TFact)fact) ?? First;

    public override string ItemId(Fact fact) => itemId is null ? "" : itemId((TFact)fact) ?? First;

    public void Add(string field, FieldRule rule, Func<TFact, DateOnly?> on)
    {
        var date = new DateField(field, rule, fact => on((TFact)fact));
        Add(date);
        if (clockDates.Contains(field))
        {
            _clockDates = [.. _clockDates.Add(date).OrderBy(known => clockDates.IndexOf(known.Name))];
        }
    }

    public void Add(string field, FieldRule rule, Func<TFact, string?> text) => Add(new PlainField(field, rule, fact => text((TFact)fact)));

    public void Add(string field, FieldRule rule, Func<TFact, int?> number) => Add(new PlainField(field, rule, fact => number((TFact)fact)));

    public void Add<T>(string field, FieldRule rule, Func<TFact, T> word)
        where T : struct, Enum => Add(new CodeField<T>(field, rule, fact => word((TFact)fact)));

    public void Add<T>(string field, FieldRule rule, Func<TFact, T?> word)
        where T : struct, Enum => Add(new CodeField<T>(field, rule, fact => word((TFact)fact).GetValueOrDefault()));

    public void Add<T>(string field, FieldRule rule, Func<TFact, IReadOnlyList<T>> words)
        where T : struct, Enum => Add(new CodesField<T>(field, rule, fact => words((TFact)fact)));

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_fields).GetEnumerator();

    private protected override int ParameterOf(int field) => _parameters[field];

    private void Add(FactField field)
    {
        _fields = _fields.Add(field);
        _parameters = _parameters.Add(ParameterOf(field.Name));
    }
}
