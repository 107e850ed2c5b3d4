namespace Ehcp.Deadlines;

/// <summary>The named values of one fact. A value is a <see cref="DateOnly"/>, <see cref="string"/>, <see cref="int"/> or a list of strings.</summary>
public sealed class FactFields
{
    private readonly KeyValuePair<string, object>[] _values;

    /// <summary>Takes the values as they are; a name occurs at most once.</summary>
    /// <param name="values">Name and value; a field that is absent is left out, never null.</param>
    public FactFields(IEnumerable<KeyValuePair<string, object>> values)
    {
        _values = [.. values];
    }

    /// <summary>No fields at all.</summary>
    public static FactFields None { get; } = new([]);

    /// <summary>The date called <paramref name="name"/>, or null when absent.</summary>
    /// <param name="name">Field name as on the wire.</param>
    public DateOnly? Date(string name) => Find(name) is DateOnly date ? date : null;

    /// <summary>The text or code called <paramref name="name"/>, or null when absent.</summary>
    /// <param name="name">Field name as on the wire.</param>
    public string? Text(string name) => Find(name) as string;

    /// <summary>The whole number called <paramref name="name"/>, or null when absent.</summary>
    /// <param name="name">Field name as on the wire.</param>
    public int? Number(string name) => Find(name) is int number ? number : null;

    /// <summary>The list called <paramref name="name"/>; empty when absent.</summary>
    /// <param name="name">Field name as on the wire.</param>
    public IReadOnlyList<string> List(string name) => Find(name) as IReadOnlyList<string> ?? [];

    /// <summary>Whether there is a field called <paramref name="name"/>.</summary>
    /// <param name="name">Field name as on the wire.</param>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>One text for equal fields in any order: what decides between two facts that differ in nothing else.</summary>
    internal string Canonical() =>
        string.Join('\n', _values.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + "=" + field.Value switch
        {
            DateOnly date => date.ToString("O", null),
            IEnumerable<string> list => string.Join(',', list),
            _ => field.Value.ToString(),
        }));

    private object? Find(string name)
    {
        foreach (ref readonly var field in _values.AsSpan())
        {
            if (field.Key == name)
            {
                return field.Value;
            }
        }

        return null;
    }
}
