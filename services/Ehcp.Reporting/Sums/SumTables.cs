using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Sums;

/// <summary>
/// Figures as sums of signed changes. Whoever changes what is known of a request appends to <c>figure_change_new</c> what that adds and
/// takes away, and nobody waits for anybody; <see cref="SumChanges"/> moves it into the sums. A figure is the sums and what is still new.
/// </summary>
internal static class SumTables
{
    /// <summary>A cell of <c>authority</c> '' is every authority's; it holds one month or twelve, from <c>first</c> on. The breakdown is one of <see cref="Breakdown"/>;
    /// by when it became known only England is broken down: the changes of one authority are soon read.</summary>
    internal static readonly string Create = $"""
        create table figure_counting (version integer not null);
        create table figure_change_new (
          measure smallint not null, slot smallint not null, authority text collate "C" not null, day date not null, known_at timestamptz not null,
          team text collate "C", area text collate "C", need text collate "C", change integer not null);
        create table figure_change (like figure_change_new including all);
        create index ix_figure_change_day on figure_change (measure, day);
        create index ix_figure_change_authority_day on figure_change (measure, authority, day);
        create index ix_figure_change_known_at on figure_change (measure, known_at);
        create table figure_sum (
          measure smallint not null, breakdown smallint not null, months smallint not null, authority text collate "C" not null, first date not null, value text collate "C" not null,
          {Columns(slot => $"n{slot} integer not null")},
          constraint pk_figure_sum primary key (measure, breakdown, months, authority, first, value)) with (fillfactor = 80);
        create table figure_known_sum (
          measure smallint not null, breakdown smallint not null, months smallint not null, authority text collate "C" not null, first date not null, value text collate "C" not null,
          known_month date not null,
          {Columns(slot => $"n{slot} integer not null")},
          constraint pk_figure_known_sum primary key (measure, breakdown, months, authority, first, value, known_month)) with (fillfactor = 80);
        """;

    /// <summary>Single days and the month of an instant are many rows that lie all over the table: with all their columns in the index they are read from a few pages of it.</summary>
    internal const string Cover = """
        drop index ix_figure_change_day, ix_figure_change_known_at;
        create index ix_figure_change_day on figure_change (measure, day) include (slot, authority, known_at, team, area, need, change);
        create index ix_figure_change_known_at on figure_change (measure, known_at) include (slot, authority, day, team, area, need, change);
        """;

    internal const string Uncover = """
        drop index ix_figure_change_day, ix_figure_change_known_at;
        create index ix_figure_change_day on figure_change (measure, day);
        create index ix_figure_change_known_at on figure_change (measure, known_at);
        """;

    /// <summary>Months that a cell holds.</summary>
    internal const int Month = 1;
    internal const int Year = 12;

    internal const string Drop = "drop table figure_counting, figure_change_new, figure_change, figure_sum, figure_known_sum";

    internal const string Change = "measure, slot, authority, day, known_at, team, area, need, change";

    internal static string Columns(Func<int, string> column) => string.Join(", ", Enumerable.Range(0, Slots.Count).Select(column));
}

/// <summary>What else a cell is broken down by, besides authority and month. The numbers are stored.</summary>
internal enum Breakdown : short
{
    None = 0,
    Team = 1,
    Area = 2,
    Need = 3,
}
