using System.Globalization;
using System.Text;

namespace Ehcp.Intake.Importing;

/// <summary>What became of a file.</summary>
/// <param name="Id">The import.</param>
/// <param name="State"><c>running</c>, <c>finished</c>, <c>interrupted</c> (the same file, sent again, goes on) or <c>refused</c>.</param>
/// <param name="DryRun">Whether it was only a try: nothing was sent.</param>
/// <param name="Source">The source of its events.</param>
/// <param name="Authority">ONS code of the authority of the whole file; null where a column says it.</param>
/// <param name="Mapping">The mapping it was read by.</param>
/// <param name="MappingVersion">The version of that; 0 for one that comes with the service.</param>
/// <param name="MappingHash">SHA-256 of what the mapping says.</param>
/// <param name="Time">The time of its facts, where the rows have none of their own.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="UpdatedAt">When a set of rows was last done.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
/// <param name="Rows">How many rows, by what became of them.</param>
/// <param name="Events">How many events, by what they are.</param>
/// <param name="Columns">What became of the columns.</param>
/// <param name="Errors">How many errors and notices there are.</param>
/// <param name="Rules">How often each rule was broken.</param>
/// <param name="Problem">Why it was refused or interrupted.</param>
public sealed record ImportReport(
    Guid Id, string State, bool DryRun, string Source, string? Authority, string Mapping, int MappingVersion, string MappingHash,
    DateTimeOffset Time, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, ImportedRows Rows, ImportedEvents Events,
    ImportedColumns Columns, long Errors, IReadOnlyList<RuleCount> Rules, string? Problem)
{
    internal static ImportReport Of(ImportRecord import) => new(
        import.Id, import.State, import.IsTrial, import.Source, import.Authority.Length == 0 ? null : import.Authority, import.Mapping,
        import.MappingVersion, Convert.ToHexStringLower(import.MappingHash), import.Time, import.StartedAt, import.UpdatedAt, import.FinishedAt,
        new(import.Counts.Rows, import.Counts.NewRows, import.Counts.ChangedRows, import.Counts.UnchangedRows, import.Counts.EmptyRows,
            import.Counts.RefusedRows, import.Counts.VanishedRows),
        new(import.Counts.NewFacts, import.Counts.Corrections, import.Counts.Retractions, import.Counts.RecordedBefore),
        new(import.Dropped, import.Unused, import.Absent), import.Counts.Errors,
        [.. import.Counts.Rules.Select(rule => new RuleCount(rule.Key, rule.Value, RowRules.InWords(rule.Key)))], import.Problem);

    /// <summary>The report as text, one thing a line.</summary>
    public string InWords()
    {
        var text = new StringBuilder();
        Add("state", State);
        Add("tried only, nothing was sent", DryRun ? "yes" : "no");
        Add("source", Source);
        if (Authority is not null)
        {
            Add("authority", Authority);
        }

        Add("mapping", $"{Mapping}, {(MappingVersion == 0 ? "as it comes with the service" : $"version {MappingVersion}")}, {MappingHash[..12]}");
        if (Problem is not null)
        {
            Add("problem", Problem);
        }

        Add("rows read", Number(Rows.Read));
        Add("  new", Number(Rows.New));
        Add("  changed", Number(Rows.Changed));
        Add("  unchanged", Number(Rows.Unchanged));
        Add("  without a fact", Number(Rows.Empty));
        Add("  refused", Number(Rows.Refused));
        Add("rows of the file before that are missing", $"{Number(Rows.Vanished)} (nothing was deleted)");
        Add(DryRun ? "facts that would be sent" : "facts sent", Number(Events.New));
        Add(DryRun ? "corrections that would be sent" : "corrections sent", Number(Events.Corrections));
        Add(DryRun ? "retractions that would be sent" : "retractions sent", Number(Events.Retractions));
        Add("recorded before", Number(Events.RecordedBefore));
        Add("columns dropped, since they say who somebody is", Names(Columns.Dropped));
        Add("columns not used", Names(Columns.Unused));
        Add("columns that the file may lack and lacks", Names(Columns.Absent));
        foreach (var rule in Rules)
        {
            Add($"rule {rule.Rule}", $"{Number(rule.Count)} times. {rule.Detail}");
        }

        Add("import", Id.ToString());
        return text.ToString();

        void Add(string name, string value) => text.Append(name).Append(": ").Append(value).Append('\n');
        static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
        static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
    }
}

/// <summary>Rows, by what became of them.</summary>
/// <param name="Read">All that were read.</param>
/// <param name="New">Rows that were not known.</param>
/// <param name="Changed">Rows that tell something else than before.</param>
/// <param name="Unchanged">Rows that tell what they told.</param>
/// <param name="Empty">Rows that are not known and tell nothing yet.</param>
/// <param name="Refused">Rows of which at least something was refused.</param>
/// <param name="Vanished">Rows that the file before had and this one has not. Nothing is deleted for it.</param>
public sealed record ImportedRows(long Read, long New, long Changed, long Unchanged, long Empty, long Refused, long Vanished);

/// <summary>Events, by what they are.</summary>
/// <param name="New">Facts that were not told before.</param>
/// <param name="Corrections">Facts that were told otherwise before.</param>
/// <param name="Retractions">Facts that are taken back.</param>
/// <param name="RecordedBefore">Events among these that were recorded before, as by an import that was interrupted.</param>
public sealed record ImportedEvents(long New, long Corrections, long Retractions, long RecordedBefore);

/// <summary>Columns of the file.</summary>
/// <param name="Dropped">They say who somebody is, so nothing of them was kept or logged.</param>
/// <param name="Unused">Nothing is made of them.</param>
/// <param name="Absent">The mapping knows them, and the file may lack them and does.</param>
public sealed record ImportedColumns(IReadOnlyList<string> Dropped, IReadOnlyList<string> Unused, IReadOnlyList<string> Absent);

/// <summary>How often a rule was broken.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Count">How often.</param>
/// <param name="Detail">The rule in words.</param>
public sealed record RuleCount(string Rule, long Count, string Detail);
