using System.ComponentModel;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>The parameters of a list, as they are written in an address.</summary>
public sealed record ListQuery(
    [property: FromQuery(Name = "list"), Description("open (default), overdue, due (by the last day of the 20 weeks), cannot-compute, plans, plans-in-time, plans-late or plans-unusable-dates.")] string? List,
    [property: FromQuery(Name = "authority"), Description("ONS or DfE code; default: every authority the key may see.")] string? Authority,
    [property: FromQuery(Name = "asOf"), Description("An instant: the list as it was known then. Default: now.")] string? AsOf,
    [property: FromQuery(Name = "from"), Description("Of plans: first day sent; of due: first last day. Included, YYYY-MM-DD.")] string? From,
    [property: FromQuery(Name = "to"), Description("Of plans: last day sent; of due: last one. Included, YYYY-MM-DD.")] string? To,
    [property: FromQuery(Name = "week"), Description("Of open requests: a week of the process as GET /v1/caseload names it, e.g. 6 or 21-26.")] string? Week,
    [property: FromQuery(Name = "waitingOn"), Description("Of open requests: authority, family, setting, or advice:health and the other kinds of advice.")] string? WaitingOn,
    [property: FromQuery(Name = "exemption"), Description("true or false: only those with, or without, an exemption claimed on the final plan.")] string? Exemption,
    [property: FromQuery(Name = "team"), Description("Only those that this team holds.")] string? Team,
    [property: FromQuery(Name = "sort"), Description("oldest (default: received first) or newest.")] string? Sort,
    [property: FromQuery(Name = "limit"), Description("1 to 1000; default 100.")] string? Limit,
    [property: FromQuery(Name = "after"), Description("Skip so many: the after of the page before.")] string? After,
    [property: FromQuery(Name = "format"), Description("json (default), or csv for a spreadsheet: UTF-8 with a byte order mark.")] string? Format);

/// <summary>Which requests are listed, and from where on.</summary>
/// <param name="List">The set.</param>
/// <param name="Code">Its code.</param>
/// <param name="Known">Whose, as known when.</param>
/// <param name="From">First day the plan was sent, or that is a last day; inclusive.</param>
/// <param name="To">Last day the plan was sent, or that is a last day; inclusive.</param>
/// <param name="Week">Only this week of the process.</param>
/// <param name="WaitingOn">Only those that wait for this: <c>family</c>, <c>advice:health</c> and so on.</param>
/// <param name="Exempt">Only those with, or without, an exemption claimed on the final plan.</param>
/// <param name="Team">Only those that this team holds.</param>
/// <param name="Sight">Only those that the reader may see.</param>
/// <param name="Newest">Newest first instead of oldest.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="After">Skip so many: where the page before ended.</param>
public sealed record ListQuestion(
    Listed List, string Code, AsKnown Known, DateOnly? From, DateOnly? To, WeekBand? Week, string? WaitingOn, bool? Exempt, string? Team, Sight Sight,
    bool Newest, int Limit, int After)
{
    internal const int MostAtOnce = 1000;

    internal static readonly string[] Parameters =
        ["list", "authority", "asOf", "from", "to", "week", "waitingOn", "exemption", "team", "sort", "limit", "after", "format"];

    private static readonly Dictionary<string, bool?> YesOrNo = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };

    private static readonly Dictionary<string, bool> Orders = new(StringComparer.Ordinal) { ["oldest"] = false, ["newest"] = true };

    private static readonly Dictionary<string, string?> Waits = new[] { "authority", "family", "setting" }
        .Concat(Contracts.FactCatalogue.Find("ehcp.advice-requested.v1")!.Fields.Single(field => field.Name == "adviceType").Rule.Codes.Select(type => $"advice:{type}"))
        .ToDictionary(whom => whom, whom => (string?)whom, StringComparer.Ordinal);

    /// <summary>The one authority it is of; null when it is of several.</summary>
    internal string? OneAuthority => Known.Authorities is [var authority] ? authority : null;

    /// <summary>Where the next page begins; null when this is the last.</summary>
    internal int? Next(int total) => After + Limit < total ? After + Limit : null;

    /// <summary>Read from the address of the page or of the API; what is wrong is kept in <paramref name="parameters"/>.</summary>
    internal static ListQuestion Read(ListQuery query, IQueryCollection sent, Sight sight, FigureParameters parameters)
    {
        parameters.Only(sent, Parameters);
        var (from, to) = parameters.Period(query.From, query.To);
        var code = string.IsNullOrEmpty(query.List) ? "open" : query.List;
        var list = parameters.OneOf("list", query.List, Listed.ByCode["open"], Listed.ByCode);
        if (!list.HasPeriod && (from ?? to) is not null)
        {
            parameters.Refuse("from", "Only the list due and lists of plans have a period.");
        }

        // A "+" that was not written as %2B arrives as a space.
        var week = parameters.OneOf("week", query.Week?.Replace(' ', '+'), absent: null, WeekBands.All.ToDictionary(band => band.Week, band => (WeekBand?)band, StringComparer.Ordinal));
        var waitingOn = parameters.OneOf("waitingOn", query.WaitingOn, absent: null, Waits);
        if (list.IsOfPlans && (week is not null || waitingOn is not null))
        {
            parameters.Refuse(week is not null ? "week" : "waitingOn", "Only lists of open requests have it.");
        }

        return new(
            list, code, parameters.AsKnown(query.Authority, query.AsOf), from, to, week, waitingOn,
            parameters.OneOf("exemption", query.Exemption, absent: null, YesOrNo), string.IsNullOrEmpty(query.Team) ? null : NameText.Normal(query.Team), sight,
            parameters.OneOf("sort", query.Sort, absent: false, Orders),
            parameters.Whole("limit", query.Limit, 1, MostAtOnce, absent: 100),
            parameters.Whole("after", query.After, 0, int.MaxValue - MostAtOnce, absent: 0));
    }
}
