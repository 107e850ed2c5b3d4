using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Files;

/// <summary>
/// The documented rules of an event, by the table that documents them, without an installation. It is written apart from the reader of Intake on purpose: a
/// test holds the two, and what is expected of an installation, against each other for every mistake of the kit.
/// </summary>
/// <param name="now">The instant at which the events would be received.</param>
internal sealed partial class EventRules(DateTimeOffset now)
{
    private static readonly string[] Attributes =
        ["specversion", "id", "source", "type", "subject", "time", "data", "datacontenttype", "dataschema", "traceparent", "tracestate", "correlationid"];

    private readonly DateOnly _today = LondonCalendar.DayOf(now);

    /// <summary>The rules that an event breaks, each with its place, in order of the alphabet; empty when it keeps all.</summary>
    public IReadOnlyList<string> Broken(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object)
        {
            return ["kind "];
        }

        var errors = new List<string>();
        var members = Members(one, "", errors);
        foreach (var name in members.Keys.Where(name => !Attributes.Contains(name)))
        {
            if (name == "data_base64")
            {
                errors.Add("base64 /data_base64");
            }
            else if (members[name].ValueKind != JsonValueKind.Null)
            {
                errors.Add($"unknown /{name}");
            }
        }

        Check(members, "specversion", text => text == "1.0" ? null : "specversion", errors);
        Check(members, "id", text => Text(text, Patterns.Id), errors);
        Check(members, "source", text => Text(text, Patterns.Source), errors);
        Check(members, "subject", text => Text(text, Patterns.CaseReference) ?? (Fits(text, Patterns.Upn) ? "upn" : null), errors);
        Check(members, "time", Time, errors);
        Check(members, "type", text => FactCatalogue.Find(text) is null ? "type" : null, errors);
        Optional(members, "datacontenttype", text => MediaType().IsMatch(text) ? null : "media-type", errors);
        Optional(members, "dataschema", text => Text(text, Patterns.Source), errors);
        Optional(members, "correlationid", text => Text(text, Patterns.Id), errors);
        Optional(members, "traceparent", text => TraceParent().IsMatch(text) ? null : "pattern", errors);
        Optional(members, "tracestate", text => TraceState().IsMatch(text) ? null : "pattern", errors);
        Data(members, errors);
        return [.. errors.Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, JsonElement> Members(JsonElement where, string at, List<string> errors)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in where.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                errors.Add($"duplicate {at}/{member.Name}");
            }
        }

        return members;
    }

    private static void Check(Dictionary<string, JsonElement> members, string name, Func<string, string?> rule, List<string> errors)
    {
        if (!members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            errors.Add($"required /{name}");
            return;
        }

        Optional(members, name, rule, errors);
    }

    private static void Optional(Dictionary<string, JsonElement> members, string name, Func<string, string?> rule, List<string> errors)
    {
        if (!members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null || errors.Contains($"duplicate /{name}"))
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add($"kind /{name}");
        }
        else if (rule(value.GetString()!) is { } broken)
        {
            errors.Add($"{broken} /{name}");
        }
    }

    private string? Time(string text) =>
        !Instant().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? "time"
        : time > now.AddMinutes(5) ? "time-ahead"
        : null;

    private void Data(Dictionary<string, JsonElement> members, List<string> errors)
    {
        if (!members.TryGetValue("data", out var data))
        {
            errors.Add("required /data");
            return;
        }

        if (!members.TryGetValue("type", out var named) || named.ValueKind != JsonValueKind.String || FactCatalogue.Find(named.GetString()!) is not { } type)
        {
            return;
        }

        if (data.ValueKind != JsonValueKind.Object)
        {
            errors.Add("kind /data");
            return;
        }

        var values = Members(data, "/data", errors);
        (string Name, FieldRule Rule)[] fields = [("authority", FieldRule.Authority), .. type.Fields.Select(field => (field.Name, field.Rule))];
        errors.AddRange(values.Keys.Except(fields.Select(field => field.Name)).Select(name => $"unknown /data/{name}"));
        var authority = values.TryGetValue("authority", out var code) && code.ValueKind == JsonValueKind.String ? Authorities.Find(code.GetString()!) : null;
        foreach (var (name, rule) in fields)
        {
            if (values.TryGetValue(name, out var value))
            {
                errors.AddRange(Field($"/data/{name}", rule, value));
                errors.AddRange(OfAuthority(type, name, rule, value, authority));
            }
            else if (rule.IsRequired)
            {
                errors.Add($"required /data/{name}");
            }
        }

        if (authority is not null && _today < authority.From)
        {
            errors.Add("authority-not-begun /data/authority");
        }
    }

    // What an authority itself does it does between its first and its last day, and only one that has ended has a successor.
    private IEnumerable<string> OfAuthority(FactType type, string name, FieldRule rule, JsonElement value, Authority? authority)
    {
        if (authority is null || value.ValueKind != JsonValueKind.String)
        {
            yield break;
        }

        var list = Authorities.Current;
        var isOwn = rule.IsBeginning || (type.ClockDates is [var own, ..] && own.Name == name && !rule.MayLieAhead);
        if (rule.IsSuccessor && list.Find(value.GetString()!) is { } next
            && !(_today >= authority.VestingDay && list.SuccessorsOf(authority).Any(one => one.OnsCode == next.OnsCode)))
        {
            yield return $"successor /data/{name}";
        }
        else if (isOwn && !(_today < authority.From) && Date(value.GetString()!, rule) is null
            && DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) is var date && !authority.IsThereOn(date))
        {
            yield return $"{(date < authority.From ? "authority-not-begun" : "authority-ended")} /data/{name}";
        }
    }

    private IEnumerable<string> Field(string at, FieldRule rule, JsonElement value)
    {
        if (rule.Kind == FieldKind.Codes)
        {
            return OfList(at, rule, value);
        }

        var wanted = rule.Kind == FieldKind.Number ? JsonValueKind.Number : JsonValueKind.String;
        var broken = value.ValueKind != wanted ? "kind" : rule.Kind switch
        {
            FieldKind.Number => value.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number >= rule.Minimum && number <= rule.Maximum
                ? null : "number",
            FieldKind.Date => Date(value.GetString()!, rule),
            FieldKind.Code => rule.Codes.Contains(value.GetString()!) ? null : "code",
            FieldKind.Authority => Authorities.Find(value.GetString()!) is null ? "authority" : null,
            FieldKind.Name => NameText.Normal(value.GetString()!) is var name && !Fits(name, rule.Pattern!) ? "pattern" : PersonalShapes.In(name)?.Rule,
            _ => Text(value.GetString()!, rule.Pattern!, isEmptyMissing: false)
                ?? (rule.Pattern == Patterns.CaseReference && Fits(value.GetString()!, Patterns.Upn) ? "upn" : null),
        };
        return broken is null ? [] : [$"{broken} {at}"];
    }

    private static IEnumerable<string> OfList(string at, FieldRule rule, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return [$"kind {at}"];
        }

        var seen = new HashSet<string>();
        var items = value.EnumerateArray().Select((item, index) =>
            item.ValueKind != JsonValueKind.String ? $"kind {at}/{index}"
            : !rule.Codes.Contains(item.GetString()!) ? $"code {at}/{index}"
            : !seen.Add(item.GetString()!) ? $"items {at}/{index}"
            : null).ToList();
        return items.Count == 0 ? [$"items {at}"] : items.OfType<string>();
    }

    private string? Date(string text, FieldRule rule) =>
        !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? "date"
        : date < FieldRule.FirstDate ? "too-early"
        : rule.MayLieAhead ? date > _today.AddYears(FieldRule.YearsAhead) ? "too-far-ahead" : null
        : date > _today ? "in-future" : null;

    private static string? Text(string text, string pattern, bool isEmptyMissing = true) =>
        text.Length == 0 && isEmptyMissing ? "required" : !Fits(text, pattern) ? "pattern" : PersonalShapes.CheckedIn(text)?.Rule;

    private static bool Fits(string text, string pattern) => !text.Any(char.IsControl) && Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex Instant();

    [GeneratedRegex(@"^[A-Za-z]{1,20}/([A-Za-z0-9.-]{1,60}\+)?[Jj][Ss][Oo][Nn]( ?; ?(charset|version|profile)=""?[A-Za-z0-9._:/#-]{1,64}""?)*\z")]
    private static partial Regex MediaType();

    [GeneratedRegex(@"^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\z")]
    private static partial Regex TraceParent();

    [GeneratedRegex(@"^[A-Za-z0-9_*/@=,:;.+~-]{1,512}\z")]
    private static partial Regex TraceState();
}
