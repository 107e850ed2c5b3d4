using Ehcp.Hosting.Sql;

namespace Ehcp.Scheduler.Cases;

/// <summary>The columns of a key, which have the same names in every table and every statement.</summary>
internal static class KeyColumns
{
    /// <summary>Reads <c>authority</c> and <c>case_reference</c>.</summary>
    internal static CaseKey CaseKey(this Rows row) => new(row.Text("authority"), row.Text("case_reference"));

    /// <summary>Reads <c>authority</c>, <c>case_reference</c>, <c>milestone</c> and <c>clock</c>.</summary>
    internal static ClockKey ClockKey(this Rows row) => new(row.Text("authority"), row.Text("case_reference"), row.Text("milestone"), row.Text("clock"));

    /// <summary>Adds <c>@authority</c> and <c>@case_reference</c>.</summary>
    internal static RowSet<TRow> WithCase<TRow>(this RowSet<TRow> set, Func<TRow, CaseKey> key) =>
        set.With("authority", row => key(row).Authority).With("case_reference", row => key(row).CaseReference);

    /// <summary>Adds <c>@authority</c>, <c>@case_reference</c>, <c>@milestone</c> and <c>@clock</c>.</summary>
    internal static RowSet<TRow> WithClock<TRow>(this RowSet<TRow> set, Func<TRow, ClockKey> key) =>
        set.With("authority", row => key(row).Authority).With("case_reference", row => key(row).CaseReference)
            .With("milestone", row => key(row).Milestone).With("clock", row => key(row).Clock);
}
