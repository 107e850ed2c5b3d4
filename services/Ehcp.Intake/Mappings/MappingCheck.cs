using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Mappings;

/// <summary>Everything that is wrong with a mapping before any row is read by it.</summary>
internal static partial class MappingCheck
{
    private const int MostFacts = 100;

    /// <summary>What is wrong; none when it can be used.</summary>
    public static List<EventError> Errors(Mapping mapping)
    {
        var errors = new List<EventError>();
        if (!NamePattern().IsMatch(mapping.Name))
        {
            errors.Add(MappingRules.Name.At("/name"));
        }
        else if (MappingStore.IsShipped(mapping.Name))
        {
            errors.Add(MappingRules.Shipped.At("/name"));
        }

        if (mapping.Source is { } source && !Text.Fits(source, Patterns.Source))
        {
            errors.Add(Rules.Pattern.At("/source"));
        }

        if (mapping.Authority is { Constant: { } code } && Authorities.Find(code) is null)
        {
            errors.Add(Rules.Authority.At("/authority/constant"));
        }

        foreach (var (pointer, value) in mapping.Values())
        {
            CheckValue(pointer, value, errors);
        }

        CheckRow(mapping, errors);
        if (mapping.Facts.Count is 0 or > MostFacts)
        {
            errors.Add(MappingRules.Facts.At("/facts"));
        }

        for (var at = 0; at < mapping.Facts.Count; at++)
        {
            CheckFact($"/facts/{at}", mapping.Facts[at], errors);
        }

        return errors;
    }

    private static void CheckRow(Mapping mapping, List<EventError> errors)
    {
        if (mapping.RowColumns.Count == 0)
        {
            errors.Add(MappingRules.Row.At("/row"));
        }

        for (var at = 0; at < (mapping.Row?.Count ?? 0); at++)
        {
            CheckColumn($"/row/{at}", mapping.Row![at], errors);
        }
    }

    private static void CheckValue(string pointer, MappedValue value, List<EventError> errors)
    {
        if ((value.Column is null) == (value.Constant is null))
        {
            errors.Add(MappingRules.ColumnOrConstant.At(pointer));
        }
        else if (value.Constant is not null && (value.Codes is not null || value.Prefix is not null || value.Optional || value.As is not null))
        {
            errors.Add(MappingRules.OfColumns.At(pointer));
        }

        if (value.Column is { } column)
        {
            CheckColumn(pointer + "/column", column, errors);
        }
    }

    private static void CheckColumn(string pointer, string column, List<EventError> errors)
    {
        if (string.IsNullOrWhiteSpace(column) || column.Length > 200 || column.Any(char.IsControl))
        {
            errors.Add(MappingRules.Column.At(pointer));
        }
        else if (PersonalColumns.Has(column))
        {
            errors.Add(MappingRules.Personal.At(pointer));
        }
    }

    private static void CheckFact(string pointer, MappedFact fact, List<EventError> errors)
    {
        if (FactShape.Find($"ehcp.{fact.Type}.v1") is not { } shape)
        {
            errors.Add(Rules.Type.At(pointer + "/type"));
            return;
        }

        foreach (var (name, value) in fact.Data)
        {
            var at = $"{pointer}/data/{name}";
            if (Array.Find(shape.Fields, field => field.Name == name && field.At >= 0) is not { } field)
            {
                errors.Add(Rules.Unknown.At(at, $"There is no such field; there are {string.Join(", ", shape.Type.Fields.Select(known => known.Name))}."));
            }
            else if (field.Rule.Codes is { Length: > 0 } codes)
            {
                var meant = value.Constant is { } constant ? [constant] : value.Codes?.Values.OfType<string>() ?? [];
                if (meant.Except(codes, StringComparer.Ordinal).Any())
                {
                    errors.Add(Rules.Code.At(at, field.Words));
                }
            }
        }

        foreach (var missing in shape.Type.Fields.Where(field => field.Rule.IsRequired && !fact.Data.ContainsKey(field.Name)))
        {
            errors.Add(Rules.Required.At($"{pointer}/data/{missing.Name}"));
        }

        if (fact.Data.Count == 0)
        {
            errors.Add(Rules.Required.At(pointer + "/data"));
        }

        CheckConditions(pointer, fact.When ?? [], errors);
    }

    private static void CheckConditions(string pointer, IReadOnlyList<MappedCondition> conditions, List<EventError> errors)
    {
        for (var at = 0; at < conditions.Count; at++)
        {
            var when = conditions[at];
            CheckColumn($"{pointer}/when/{at}/column", when.Column, errors);
            if (when.Is is null && when.IsNot is null && when.Filled is null)
            {
                errors.Add(MappingRules.Condition.At($"{pointer}/when/{at}"));
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex NamePattern();
}

/// <summary>The rules of a mapping beside those of its facts.</summary>
internal static class MappingRules
{
    public static Rule Name { get; } = new("mapping-name", "Must be 1 to 64 small letters, digits and hyphens.");
    public static Rule Shipped { get; } = new("shipped-name", "Is the name of a mapping that comes with the service. Choose another.");
    public static Rule Facts { get; } = new("facts", "Must list 1 to 100 facts.");
    public static Rule Row { get; } = new("row", "Must name the columns that a row is known by, since the case reference is no column.");
    public static Rule ColumnOrConstant { get; } = new("column-or-constant", "Must have either a column or a constant.");
    public static Rule OfColumns { get; } = new("of-columns", "Only a column has codes, a prefix and a reading, or may be missing.");
    public static Rule Column { get; } = new("column", "Must be the name of a column, at most 200 characters.");
    public static Rule Personal { get; } = new("personal-column", "Is a column that says who somebody is. It cannot be used.");
    public static Rule Condition { get; } = new("condition", "Must say is, isNot or filled.");
}
