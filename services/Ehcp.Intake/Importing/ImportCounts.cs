namespace Ehcp.Intake.Importing;

/// <summary>What became of a file, counted.</summary>
internal sealed class ImportCounts
{
    public long Rows { get; set; }

    public long NewRows { get; set; }

    public long ChangedRows { get; set; }

    public long UnchangedRows { get; set; }

    public long EmptyRows { get; set; }

    public long RefusedRows { get; set; }

    public long VanishedRows { get; set; }

    public long NewFacts { get; set; }

    public long Corrections { get; set; }

    public long Retractions { get; set; }

    /// <summary>Events that were in the ledger already, as after an import that was interrupted.</summary>
    public long RecordedBefore { get; set; }

    /// <summary>How often each rule was broken.</summary>
    public SortedDictionary<string, long> Rules { get; set; } = new(StringComparer.Ordinal);

    public long Errors => Rules.Values.Sum();

    public void Count(IEnumerable<RowError> errors)
    {
        foreach (var error in errors)
        {
            Rules[error.Rule] = Rules.GetValueOrDefault(error.Rule) + 1;
        }
    }
}
