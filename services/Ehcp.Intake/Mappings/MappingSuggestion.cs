using System.Collections.Frozen;
using Ehcp.Contracts;
using Ehcp.Csv;

namespace Ehcp.Intake.Mappings;

/// <summary>A first guess of a mapping, from the names of columns alone. Whoever knows the file reads it, mends it and tries it before it is used.</summary>
internal static class MappingSuggestion
{
    private const double Likely = 0.6;
    private const string UnknownSource = "my-source";

    // What systems say, in the words of the catalogue. A word may mean several.
    private static readonly FrozenDictionary<string, string[]> Meanings = new Dictionary<string, string[]>
    {
        ["issued"] = ["sent"],
        ["issue"] = ["sent", "issue"],
        ["finalised"] = ["final", "sent"],
        ["finalized"] = ["final", "sent"],
        ["ehcp"] = ["plan"],
        ["ehc"] = ["plan"],
        ["referral"] = ["request"],
        ["requested"] = ["request"],
        ["start"] = ["received"],
        ["decision"] = ["decided", "decision"],
        ["6"] = ["assessment"],
        ["six"] = ["assessment"],
        ["agreed"] = ["decided"],
        ["outcome"] = ["decided", "decision"],
        ["notified"] = ["decided"],
        ["proposed"] = ["draft"],
        ["draft"] = ["draft", "plan"],
        ["annual"] = ["review"],
        ["ar"] = ["review"],
        ["meeting"] = ["meeting", "held"],
        ["cease"] = ["ceased"],
        ["ended"] = ["ceased"],
        ["closed"] = ["closed"],
        ["withdrawn"] = ["closed"],
        ["amended"] = ["amended"],
        ["assess"] = ["assessment"],
        ["ncy"] = ["year", "group"],
        ["school"] = ["setting"],
        ["establishment"] = ["setting"],
        ["need"] = ["primary", "need"],
        ["coordinator"] = ["case", "officer"],
        ["caseworker"] = ["case", "officer"],
        ["officer"] = ["case", "officer"],
        ["worker"] = ["case", "officer"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Noise =
        new[] { "date", "dt", "on", "of", "the", "to", "for", "is", "and", "a", "y", "n", "yes", "no", "week", "weeks", "email", "address" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] References =
    [
        "casereference", "casereferencenumber", "caseref", "casenumber", "caseno", "caseid", "ehcpreference", "ehcpref", "ehcpid", "ehcreference", "requestreference",
        "requestid", "requestref", "requeststableid", "involvementid", "workflowid", "episodeid", "planid", "reference", "ref", "clientid", "personid", "studentid",
        "pupilid", "id",
    ];

    private static readonly string[] AuthorityColumns = ["authority", "authoritycode", "localauthority", "localauthoritycode", "lacode", "la", "lea", "leacode", "lad"];

    /// <param name="header">The names of the columns.</param>
    /// <param name="name">What the mapping is to be called; null for a name of ours.</param>
    /// <param name="source">The source of its events; null for one to be filled in.</param>
    /// <param name="authority">The authority's code; null for a column, or for the request to say.</param>
    public static Mapping Of(string[] header, string? name = null, string? source = null, string? authority = null)
    {
        string[] personal = [.. header.Where(PersonalColumns.Has).Distinct()];
        var columns = header.Where(column => column.Length > 0).Except(personal).ToList();
        var reference = References.Select(key => columns.Find(column => ColumnNames.Key(column) == key)).FirstOrDefault(column => column is not null)
            ?? columns.Find(column => ColumnNames.Words(column) is [.., "id" or "ref" or "reference" or "number" or "no"]);
        var ofAuthority = AuthorityColumns.Select(key => columns.Find(column => ColumnNames.Key(column) == key)).FirstOrDefault(column => column is not null);
        var (facts, doubts) = Facts([.. columns.Where(column => column != reference && column != ofAuthority)]);
        if (reference is null)
        {
            doubts.Insert(0, "no column looks like a case reference, so name one in caseReference");
        }

        return new(
            name ?? "my-mapping",
            new(Column: reference ?? "Case reference"),
            facts,
            $"A first guess from the names of the columns. Read it, mend it, and try it before it is used{(doubts.Count == 0 ? "." : ": " + string.Join("; ", doubts) + ".")}",
            Verified: false,
            source ?? UnknownSource,
            authority is not null ? new(Constant: authority) : ofAuthority is not null ? new(Column: ofAuthority) : null,
            Row: null, ExtractKind.Full, MappedDates.DayFirst, Time: null, personal.Length == 0 ? null : personal);
    }

    private static (List<MappedFact> Facts, List<string> Doubts) Facts(string[] columns)
    {
        // Each field gets the column that is most like it, each column one field.
        var pairs = (from type in FactCatalogue.All
                     where type.Record != typeof(EventRetracted)
                     from field in type.Fields
                     from column in columns
                     let likeness = Likeness(column, type, field)
                     where likeness >= Likely
                     orderby likeness descending, type.Order
                     select (type, field, column)).ToList();
        var (taken, chosen) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<(FactType, FactField), string>());
        foreach (var (type, field, column) in pairs)
        {
            if (!chosen.ContainsKey((type, field)) && taken.Add(column))
            {
                chosen.Add((type, field), column);
            }
        }

        var (facts, doubts) = (new List<MappedFact>(), new List<string>());
        foreach (var type in FactCatalogue.All)
        {
            var data = type.Fields.Where(field => chosen.ContainsKey((type, field)))
                .ToDictionary(field => field.Name, field => Value(field, chosen[(type, field)]), StringComparer.Ordinal);
            var missing = type.Fields.Where(field => field.Rule.IsRequired && !data.ContainsKey(field.Name)).Select(field => field.Name).ToList();
            if (data.Count > 0 && missing.Count == 0)
            {
                facts.Add(new(type.Name, data));
            }
            else if (data.Count > 0)
            {
                doubts.Add($"{string.Join(" and ", data.Values.Select(value => value.Column))} may tell {type.Name}, which needs {string.Join(" and ", missing)} too");
            }
        }

        if (facts.Count == 0)
        {
            doubts.Add("no column looks like a date of the process, so the one fact here is an example");
            facts.Add(new("request-received", new Dictionary<string, MappedValue> { ["receivedOn"] = new(Column: "Date request received") }));
        }

        return (facts, doubts);
    }

    private static MappedValue Value(FactField field, string column) => field.Rule.Kind is FieldKind.Code or FieldKind.Codes
        ? new(Column: column, Codes: field.Rule.Codes.ToDictionary(code => code, code => (string?)code, StringComparer.Ordinal))
        : new(Column: column);

    private static double Likeness(string column, FactType type, FactField field)
    {
        if (ColumnNames.Key(column) == ColumnNames.Key(field.Name) && type.Fields.Length < 5 && !IsShared(field))
        {
            return 1;
        }

        var said = ColumnNames.Words(column).Where(word => !Noise.Contains(word)).ToList();
        var isDate = field.Rule.Kind == FieldKind.Date;
        if (said.Count == 0 || (!isDate && ColumnNames.Words(column).Contains("date")))
        {
            return 0;
        }

        var words = ColumnNames.Words(type.Name).Concat(ColumnNames.Words(field.Name)).Where(word => !Noise.Contains(word)).ToHashSet(StringComparer.Ordinal);
        if (!isDate)
        {
            words = ColumnNames.Words(field.Name).Where(word => !Noise.Contains(word)).ToHashSet(StringComparer.Ordinal);
            if (IsShared(field))
            {
                words.UnionWith(ColumnNames.Words(type.Name));
            }
        }

        var meant = said.SelectMany(word => Meanings.GetValueOrDefault(word, [word])).ToHashSet(StringComparer.Ordinal);
        return 2.0 * meant.Intersect(words).Count() / (meant.Count + words.Count);
    }

    // Fields that many types have say nothing by themselves.
    private static bool IsShared(FactField field) =>
        FactCatalogue.All.Count(type => type.Fields.Any(other => other.Name == field.Name)) > 1;
}
