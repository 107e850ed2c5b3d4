using System.Text.Json;
using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>Reads the fields of an event's data by the rules of the catalogue.</summary>
/// <param name="today">Today in London.</param>
internal sealed class FieldReader(DateOnly today)
{
    private readonly DateOnly _furthest = today.AddYears(FieldRule.YearsAhead);

    /// <summary>The values of a data object, one for each field of its shape. What is wrong is added to <paramref name="errors"/>.</summary>
    public object?[] ReadData(ReadOnlySpan<byte> json, FactShape shape, ErrorList errors)
    {
        var values = new object?[shape.Fields.Length];
        var reader = new Utf8JsonReader(json, JsonText.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(Rules.Kind.At("/data", "Must be an object."));
            return values;
        }

        var seen = 0u;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = JsonText.IndexOfName(ref reader, shape.Utf8Names);
            if (at < 0)
            {
                errors.Add(Rules.Unknown.At(JsonText.TryRead(ref reader, out var name) ? JsonText.PointerToUnknown("/data", name) : "/data"));
                reader.Skip();
                continue;
            }

            if ((seen & (1u << at)) != 0)
            {
                errors.Add(Rules.Duplicate.At(shape.Fields[at].Pointer));
            }

            seen |= 1u << at;
            reader.Read();
            values[at] = Read(ref reader, shape.Fields[at], errors);
        }

        for (var at = 0; at < shape.Fields.Length; at++)
        {
            if (shape.Fields[at].Rule.IsRequired && (seen & (1u << at)) == 0)
            {
                errors.Add(Rules.Required.At(shape.Fields[at].Pointer));
            }
        }

        CheckOwnDates(shape, values, errors);
        CheckSuccessors(shape, values, errors);
        return values;
    }

    // What was done before the first day of an authority, or after its last, was done by another. What it did itself may be told at any time.
    private void CheckOwnDates(FactShape shape, object?[] values, ErrorList errors)
    {
        var list = Authorities.Current;
        if (values[shape.AuthorityAt] is not string code || list.Find(code) is not { } authority || authority is { From: null, FormerTo: null })
        {
            return;
        }

        if (today < authority.From)
        {
            errors.Add(Rules.AuthorityNotBegun.At(shape.Fields[shape.AuthorityAt].Pointer, TooEarly(list, authority)));
            return;
        }

        foreach (var at in shape.OwnDates)
        {
            if (values[at] is DateOnly date && !authority.IsThereOn(date))
            {
                errors.Add(date < authority.From
                    ? Rules.AuthorityNotBegun.At(shape.Fields[at].Pointer, TooEarly(list, authority))
                    : Rules.AuthorityEnded.At(
                        shape.Fields[at].Pointer,
                        $"Must not be after the last day of this authority, {authority.FormerTo:yyyy-MM-dd}. "
                            + $"Send it for {list.SuccessorsInWords(authority)}."));
            }
        }
    }

    // Nobody can give a case away: it goes where the list of authorities says, once the day has come.
    private void CheckSuccessors(FactShape shape, object?[] values, ErrorList errors)
    {
        foreach (var at in shape.Successors)
        {
            var list = Authorities.Current;
            if (values[shape.AuthorityAt] is string code && list.Find(code) is { } authority && values[at] is string successor
                && !(today >= authority.VestingDay && list.SuccessorsOf(authority).Any(next => next.OnsCode == successor)))
            {
                errors.Add(Rules.Successor.At(
                    shape.Fields[at].Pointer,
                    authority.VestingDay is { } day ? $"Must be {list.SuccessorsInWords(authority)}, from {day:yyyy-MM-dd} on." : null));
            }
        }
    }

    private static string TooEarly(AuthorityList list, Authority authority) =>
        $"Must not be before the first day of this authority, {authority.From:yyyy-MM-dd}."
        + (list.PredecessorsInWords(authority) is { Length: > 0 } names ? $" Send it for {names}." : "");

    private object? Read(ref Utf8JsonReader reader, DataField field, ErrorList errors)
    {
        switch (field.Rule.Kind)
        {
            case FieldKind.Codes:
                return ReadCodes(ref reader, field, errors);
            case FieldKind.Number:
                return ReadNumber(ref reader, field, errors);
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return errors.Refuse(Rules.Kind.At(field.Pointer, "Must be a string."));
        }

        if (!JsonText.TryRead(ref reader, out var text))
        {
            return errors.Refuse(Rules.Pattern.At(field.Pointer));
        }

        return field.Rule.Kind switch
        {
            FieldKind.Date => CheckDate(text, field, errors),
            FieldKind.Code => Find(field.Rule, text) ?? errors.Refuse(Rules.Code.At(field.Pointer, field.Words)),
            FieldKind.Authority => Authorities.Find(text)?.OnsCode ?? errors.Refuse(Rules.Authority.At(field.Pointer)),
            _ => CheckText(text, field, errors),
        };
    }

    private object? CheckDate(string text, DataField field, ErrorList errors)
    {
        if (!Timestamps.TryDate(text, out var date))
        {
            return errors.Refuse(Rules.Date.At(field.Pointer));
        }

        if (date < FieldRule.FirstDate)
        {
            return errors.Refuse(Rules.TooEarly.At(field.Pointer));
        }

        if (date > (field.Rule.MayLieAhead ? _furthest : today))
        {
            return errors.Refuse((field.Rule.MayLieAhead ? Rules.TooFarAhead : Rules.InFuture).At(field.Pointer));
        }

        return date;
    }

    private static object? CheckText(string text, DataField field, ErrorList errors)
    {
        if (field.Rule.Kind == FieldKind.Name)
        {
            text = NameText.Normal(text);
        }

        if (field.Rule.Pattern is { } pattern && !Text.Fits(text, pattern))
        {
            return errors.Refuse(Rules.Pattern.At(field.Pointer, field.Words));
        }

        if (field.Rule.Pattern == Patterns.CaseReference && Text.Fits(text, Patterns.Upn))
        {
            return errors.Refuse(Rules.Upn.At(field.Pointer));
        }

        var personal = field.Rule.Kind == FieldKind.Name ? PersonalShapes.In(text) : PersonalShapes.CheckedIn(text);
        return personal is null ? text : errors.Refuse(Rules.Of(personal).At(field.Pointer));
    }

    private static object? ReadCodes(ref Utf8JsonReader reader, DataField field, ErrorList errors)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return errors.Refuse(Rules.Kind.At(field.Pointer, "Must be an array of strings."));
        }

        var codes = new List<string>();
        var good = true;
        for (var item = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; item++)
        {
            var pointer = $"{field.Pointer}/{item}";
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                errors.Add(Rules.Kind.At(pointer, "Must be a string."));
                good = false;
            }
            else if (!JsonText.TryRead(ref reader, out var text) || Find(field.Rule, text) is not { } code)
            {
                errors.Add(Rules.Code.At(pointer, field.Words));
                good = false;
            }
            else if (codes.Contains(code))
            {
                errors.Add(Rules.Items.At(pointer));
                good = false;
            }
            else
            {
                codes.Add(code);
            }
        }

        return !good ? null : codes.Count == 0 ? errors.Refuse(Rules.Items.At(field.Pointer)) : codes.ToArray();
    }

    private static object? ReadNumber(ref Utf8JsonReader reader, DataField field, ErrorList errors)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return errors.Refuse(Rules.Kind.At(field.Pointer, "Must be a number."));
        }

        return TryWhole(ref reader, out var number) && number >= field.Rule.Minimum && number <= field.Rule.Maximum
            ? number
            : errors.Refuse(Rules.Number.At(field.Pointer, field.Words));
    }

    // 2026.0 is the number 2026: JSON has one kind of number.
    private static bool TryWhole(ref Utf8JsonReader reader, out int number) =>
        reader.TryGetInt32(out number) || WholeNumber.TryRead(reader.ValueSpan, out number);

    private static string? Find(FieldRule rule, string text)
    {
        foreach (var code in rule.Codes)
        {
            if (code == text)
            {
                return code;
            }
        }

        return null;
    }
}
