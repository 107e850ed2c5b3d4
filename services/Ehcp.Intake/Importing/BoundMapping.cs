using System.Collections.Frozen;
using Ehcp.Csv;
using Ehcp.Intake.Events;
using Ehcp.Intake.Mappings;

namespace Ehcp.Intake.Importing;

/// <summary>A mapping laid on the header of one file. Cells are counted among <see cref="Columns"/>: of other columns nothing is ever read.</summary>
internal sealed class BoundMapping
{
    private readonly Dictionary<string, int> _cells = new(StringComparer.Ordinal);
    private readonly List<int> _columns = [];
    private readonly List<string> _names = [];
    private readonly ILookup<string, int> _places;
    private readonly string[] _header;

    private BoundMapping(Mapping mapping, string? authority, string[] header, List<EventError> errors)
    {
        _header = header;
        _places = header.Select((name, place) => (Key: ColumnNames.Key(name), place)).Where(column => column.Key.Length > 0)
            .ToLookup(column => column.Key, column => column.place);
        Order = mapping.Dates switch { MappedDates.DayFirst => DateOrder.DayFirst, MappedDates.MonthFirst => DateOrder.MonthFirst, _ => DateOrder.Unknown };
        CaseReference = Bind("/caseReference", mapping.CaseReference, errors);
        Authority = Bind("/authority", authority is null ? mapping.Authority! : new MappedValue(Constant: authority), errors);
        Time = mapping.Time is { } time ? Bind("/time", time, errors) : null;
        RowKey = [.. mapping.RowColumns.Select((column, at) => CellOf($"/row/{at}", column, optional: false, errors))];
        Facts = [.. mapping.Facts.Select((fact, at) => new BoundFact(
            fact, FactShape.Find($"ehcp.{fact.Type}.v1")!, [.. (fact.When ?? []).Select((when, place) => new BoundCondition(
                when, CellOf($"/facts/{at}/when/{place}/column", when.Column, when.Optional, errors)))],
            value => Bind($"/facts/{at}/data/{value.Key}", value.Value, errors)))];
        var personal = header.Where(name => PersonalColumns.Has(name) || mapping.Drop?.Any(drop => ColumnNames.Key(drop) == ColumnNames.Key(name)) == true)
            .ToHashSet(StringComparer.Ordinal);
        Dropped = [.. personal.Select(Shown)];
        Unused = [.. header.Where((name, place) => name.Length > 0 && !_columns.Contains(place) && !personal.Contains(name)).Distinct().Select(Shown)];
    }

    /// <summary>Places in the file of the columns that are read.</summary>
    public int[] Columns => [.. _columns];

    public DateOrder Order { get; }

    public BoundValue CaseReference { get; }

    public BoundValue Authority { get; }

    public BoundValue? Time { get; }

    /// <summary>The cells that a row is known by.</summary>
    public int[] RowKey { get; }

    public BoundFact[] Facts { get; }

    /// <summary>Columns of the file that say who somebody is.</summary>
    public string[] Dropped { get; }

    /// <summary>Columns of the file that nothing is made of.</summary>
    public string[] Unused { get; }

    /// <summary>Columns of the mapping that the file lacks, and may lack.</summary>
    public List<string> Absent { get; } = [];

    /// <summary>The last column that is read, plus one: a row with fewer cells lacks some.</summary>
    public int Width => _columns.Count == 0 ? 0 : _columns.Max() + 1;

    /// <summary>The mapping on this header; null when the file is not of its kind. The errors name columns of the mapping, never what the file says.</summary>
    public static BoundMapping? Bind(Mapping mapping, string? authority, string[] header, List<EventError> errors)
    {
        var bound = new BoundMapping(mapping, authority, header, errors);
        return errors.Count == 0 ? bound : null;
    }

    /// <summary>Name of the column of a cell, as the file writes it.</summary>
    public string? NameOf(int cell) => cell >= 0 ? _names[cell] : null;

    private BoundValue Bind(string pointer, MappedValue value, List<EventError> errors) =>
        new(value, value.Column is { } column ? CellOf(pointer + "/column", column, value.Optional, errors) : BoundValue.OfConstant);

    private int CellOf(string pointer, string column, bool optional, List<EventError> errors)
    {
        var key = ColumnNames.Key(column);
        if (_cells.TryGetValue(key, out var known))
        {
            return known;
        }

        int[] places = [.. _places[key]];
        switch (places.Length)
        {
            case 0 when optional:
                Absent.Add(column);
                return _cells[key] = BoundValue.Missing;
            case 0:
                errors.Add(new(pointer, "missing-column", $"The file has no column {column}."));
                return BoundValue.Missing;
            case > 1:
                errors.Add(new(pointer, "column-twice", $"The file has more than one column {column}."));
                return BoundValue.Missing;
        }

        _columns.Add(places[0]);
        _names.Add(Shown(_header[places[0]]));
        return _cells[key] = _columns.Count - 1;
    }

    // A name is not a value, and still it comes from outside.
    private static string Shown(string name) => string.Concat(name.Where(letter => !char.IsControl(letter)).Take(100));
}

/// <summary>What a field is made of, with its cell.</summary>
internal sealed class BoundValue(MappedValue value, int cell)
{
    public const int OfConstant = -1;
    public const int Missing = -2;

    private readonly FrozenDictionary<string, string?>? _codes = value.Codes?
        .GroupBy(code => code.Key.Trim(), StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(codes => codes.Key, codes => codes.First().Value, StringComparer.OrdinalIgnoreCase);

    public int Cell => cell;

    public bool IsColumn => value.Column is not null;

    public bool IsMissing => cell == Missing;

    public bool IsDate => value.As == MappedReading.Date;

    /// <summary>How the part of a date is written that the value is; null where it is no part of one.</summary>
    public string? PartOfDate => value.As switch { MappedReading.Year => "yyyy", MappedReading.MonthAndDay => "MM-dd", _ => null };

    public string Prefix => value.Prefix ?? "";

    public string? Constant => value.Constant;

    public bool HasCodes => _codes is not null;

    /// <summary>What a text of its column means; false where the mapping does not say.</summary>
    public bool TryMean(string text, out string? meaning)
    {
        meaning = text;
        return _codes is null || _codes.TryGetValue(text, out meaning);
    }
}

/// <summary>A condition with its cell.</summary>
internal sealed class BoundCondition(MappedCondition when, int cell)
{
    public int Cell => cell;

    public bool Holds(string[] cells)
    {
        var text = cells[cell];
        return (when.Filled is not { } filled || filled == text.Length > 0)
            && (when.Is is not { } some || some.Any(value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase)))
            && (when.IsNot is not { } none || !none.Any(value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>A fact of a mapping with its cells.</summary>
internal sealed class BoundFact
{
    public BoundFact(MappedFact fact, FactShape shape, BoundCondition[] when, Func<KeyValuePair<string, MappedValue>, BoundValue> bind)
    {
        (Shape, When, Name, WhenEmpty) = (shape, when, fact.Type, fact.WhenEmpty);
        Values = new BoundValue?[shape.Fields.Length];
        foreach (var value in fact.Data)
        {
            var bound = bind(value);
            if (Array.FindIndex(shape.Fields, field => field.Name == value.Key) is >= 0 and var at)
            {
                Values[at] = bound;
            }
        }

        var anchor = shape.Type.ClockDates.FirstOrDefault(date => date.Rule.IsRequired)?.Name;
        Anchor = Array.FindIndex(shape.Fields, field => field.Name == anchor);
        if (Anchor < 0 || Values[Anchor] is not { IsColumn: true })
        {
            Anchor = -1;
        }
    }

    public FactShape Shape { get; }

    public BoundCondition[] When { get; }

    public string Name { get; }

    public EmptyValue WhenEmpty { get; }

    /// <summary>One for each field of the shape; null for what the mapping does not fill.</summary>
    public BoundValue?[] Values { get; }

    /// <summary>The field with the date of the event itself: while its column is empty it has not happened. -1 where no column fills it.</summary>
    public int Anchor { get; }

    /// <summary>Whether the file lacks a column that it cannot do without: then the file says nothing of it.</summary>
    public bool IsUntold => Array.Exists(When, when => when.Cell == BoundValue.Missing)
        || Shape.Fields.Index().Any(each => each.Item.Rule.IsRequired && Values[each.Index] is { IsMissing: true });
}
