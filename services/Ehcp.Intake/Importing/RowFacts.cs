using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Csv;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Importing;

/// <summary>Reads what a row tells, by the mapping.</summary>
internal sealed class RowFacts(BoundMapping mapping)
{
    private static readonly char[] ListSeparators = [',', ';', '|'];

    private readonly ToldFactWriter _writer = new();

    public ToldRow Read(CsvLine line, string[] cells)
    {
        var told = new ToldRow();
        told.Subject = Text(mapping.CaseReference, cells, line, fact: null, "/subject", told);
        told.Authority = Text(mapping.Authority, cells, line, fact: null, "/data/authority", told);
        foreach (var (value, text, pointer) in new[] { (mapping.CaseReference, told.Subject, "/subject"), (mapping.Authority, told.Authority, "/data/authority") })
        {
            if (text is null && told.Errors.Count == 0)
            {
                told.Errors.Add(RowError.Of(line, Rules.Required, mapping.NameOf(value.Cell), fact: null, pointer));
            }
        }

        if (told.Authority is not null)
        {
            told.Authority = Authorities.Find(told.Authority)?.OnsCode ?? told.Authority;
        }

        ReadTime(line, cells, told);
        if (told.Subject is null || told.Authority is null)
        {
            return told;
        }

        foreach (var fact in mapping.Facts)
        {
            ReadFact(fact, line, cells, told);
        }

        return told;
    }

    private void ReadTime(CsvLine line, string[] cells, ToldRow told)
    {
        if (mapping.Time is { } time && Text(time, cells, line, null, "/time", told) is { } text)
        {
            var reading = CsvDates.TryInstant(text, mapping.Order, out var instant);
            if (reading == DateReading.Read)
            {
                told.Time = instant;
            }
            else
            {
                told.Errors.Add(RowError.Of(line, reading == DateReading.Ambiguous ? RowRules.DateOrder : Rules.Time, mapping.NameOf(time.Cell), null, "/time"));
            }
        }
    }

    private void ReadFact(BoundFact fact, CsvLine line, string[] cells, ToldRow told)
    {
        if (fact.IsUntold)
        {
            told.Untold.Add(fact.Name);
            return;
        }

        if (!Array.TrueForAll(fact.When, when => when.Holds(cells)) || HasNotHappened(fact, cells) || MeansNothing(fact, cells))
        {
            return;
        }

        var before = told.Errors.Count;
        var values = new object?[fact.Values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var field = fact.Shape.Fields[at];
            if (at == fact.Shape.AuthorityAt)
            {
                values[at] = told.Authority;
            }
            else if (fact.Values[at] is { } value)
            {
                values[at] = Value(value, field, cells, line, fact, told);
                if (values[at] is null && field.Rule.IsRequired && told.Errors.Count == before)
                {
                    told.Errors.Add(RowError.Of(line, Rules.Required, mapping.NameOf(value.Cell), fact.Name, field.Pointer));
                }
            }
        }

        if (told.Errors.Count > before)
        {
            told.Untold.Add(fact.Name);
            return;
        }

        if (values.Where((value, at) => at != fact.Shape.AuthorityAt && fact.Values[at]?.IsColumn != false).All(value => value is null)
            && fact.Values.Any(value => value is { IsColumn: true }))
        {
            return; // Nothing stands in any of its columns.
        }

        var written = _writer.Write(fact, told.Subject!, values);
        if (told.Facts.Exists(other => other.Slot == written.Slot))
        {
            told.Errors.Add(RowError.Of(line, RowRules.FactTwice, column: null, fact.Name));
            return;
        }

        told.Facts.Add(written);
    }

    // Without a condition it has happened once its date is there; of what has no date, once anything that is required is.
    private static bool HasNotHappened(BoundFact fact, string[] cells)
    {
        if (fact.When.Length > 0)
        {
            return false;
        }

        if (fact.Anchor >= 0)
        {
            return cells[fact.Values[fact.Anchor]!.Cell].Length == 0;
        }

        var required = fact.Values.Where((value, at) => value is { IsColumn: true, IsMissing: false } && fact.Shape.Fields[at].Rule.IsRequired).ToList();
        return required.Count > 0 && required.TrueForAll(value => cells[value!.Cell].Length == 0);
    }

    // A local code that the mapping gives no meaning, where one is needed: "pending" is no decision.
    private static bool MeansNothing(BoundFact fact, string[] cells) => fact.Values.Index().Any(each =>
        each.Item is { HasCodes: true, IsMissing: false } value && fact.Shape.Fields[each.Index].Rule is { IsRequired: true, Kind: FieldKind.Code }
        && cells[value.Cell].Length > 0 && value.TryMean(cells[value.Cell], out var meaning) && string.IsNullOrEmpty(meaning));

    private string? Text(BoundValue value, string[] cells, CsvLine line, string? fact, string pointer, ToldRow told)
    {
        if (value.Constant is { } constant)
        {
            return constant;
        }

        if (value.IsMissing || cells[value.Cell] is not { Length: > 0 } cell)
        {
            return null;
        }

        if (value.PartOfDate is { } part)
        {
            var reading = CsvDates.TryDay(cell, mapping.Order, out var day);
            if (reading != DateReading.Read)
            {
                told.Errors.Add(RowError.Of(
                    line, reading == DateReading.Ambiguous ? RowRules.DateOrder : Rules.Date, mapping.NameOf(value.Cell), fact, pointer));
                return null;
            }

            cell = day.ToString(part, CultureInfo.InvariantCulture);
        }

        if (!value.TryMean(cell, out var text))
        {
            told.Errors.Add(RowError.Of(line, RowRules.CodeNotMapped, mapping.NameOf(value.Cell), fact, pointer));
            return null;
        }

        return string.IsNullOrEmpty(text) ? null : value.Prefix + text;
    }

    private object? Value(BoundValue value, DataField field, string[] cells, CsvLine line, BoundFact fact, ToldRow told)
    {
        if (field.Rule.Kind == FieldKind.Codes)
        {
            return Codes(value, field, cells, line, fact, told);
        }

        if (Text(value, cells, line, fact.Name, field.Pointer, told) is not { } text)
        {
            return null;
        }

        if (field.Rule.Kind == FieldKind.Date || value.IsDate)
        {
            var reading = CsvDates.TryDay(value.IsDate ? text[value.Prefix.Length..] : text, value.IsColumn ? mapping.Order : DateOrder.Unknown, out var day);
            if (reading != DateReading.Read)
            {
                told.Errors.Add(RowError.Of(
                    line, reading == DateReading.Ambiguous ? RowRules.DateOrder : Rules.Date, mapping.NameOf(value.Cell), fact.Name, field.Pointer));
                return null;
            }

            var written = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return value.IsDate ? value.Prefix + written : written;
        }

        if (field.Rule.Kind == FieldKind.Number)
        {
            if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && decimal.Truncate(number) == number && Math.Abs(number) <= int.MaxValue)
            {
                return (int)number;
            }

            told.Errors.Add(RowError.Of(line, Rules.Number, mapping.NameOf(value.Cell), fact.Name, field.Pointer));
            return null;
        }

        return text;
    }

    private string[]? Codes(BoundValue value, DataField field, string[] cells, CsvLine line, BoundFact fact, ToldRow told)
    {
        var all = value.Constant ?? (value.IsMissing ? "" : cells[value.Cell]);
        var codes = new List<string>();
        foreach (var part in all.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!value.TryMean(part, out var code))
            {
                told.Errors.Add(RowError.Of(line, RowRules.CodeNotMapped, mapping.NameOf(value.Cell), fact.Name, field.Pointer));
            }
            else if (!string.IsNullOrEmpty(code))
            {
                codes.Add(code);
            }
        }

        return codes.Count == 0 ? null : [.. codes];
    }
}
