using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>The parameters of a list, as they are written in an address.</summary>
public sealed record ListQuery(
    [property: FromQuery(Name = "list")] string? List,
    [property: FromQuery(Name = "authority")] string? Authority,
    [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
    [property: FromQuery(Name = "from")] DateOnly? From,
    [property: FromQuery(Name = "to")] DateOnly? To,
    [property: FromQuery(Name = "week")] string? Week,
    [property: FromQuery(Name = "waitingOn")] string? WaitingOn,
    [property: FromQuery(Name = "exemption")] bool? Exemption,
    [property: FromQuery(Name = "team")] string? Team,
    [property: FromQuery(Name = "sort")] string? Sort,
    [property: FromQuery(Name = "limit")] int? Limit,
    [property: FromQuery(Name = "after")] string? After,
    [property: FromQuery(Name = "format")] string? Format);

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
/// <param name="Limit">How many at most; null for every one.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record ListQuestion(
    Listed List, string Code, AsKnown Known, DateOnly? From, DateOnly? To, WeekBand? Week, string? WaitingOn, bool? Exempt, string? Team, Sight Sight,
    bool Newest, int? Limit, ListPlace After)
{
    internal const int MostAtOnce = 1000;

    internal const int Usual = 100;

    internal static readonly Dictionary<string, bool> Orders = new(StringComparer.Ordinal) { ["oldest"] = false, ["newest"] = true };

    internal static readonly Dictionary<string, string?> Waits = new[] { "authority", "family", "setting" }
        .Concat(Contracts.FactCatalogue.Find("ehcp.advice-requested.v1")!.Fields.Single(field => field.Name == "adviceType")
            .Rule.Codes.Select(type => $"advice:{type}"))
        .ToDictionary(whom => whom, whom => (string?)whom, StringComparer.Ordinal);

    /// <summary>The one authority it is of; null when it is of several.</summary>
    internal string? OneAuthority => Known.Authorities is [var authority] ? authority : null;

    /// <summary>Read from the address of the page or of the API; what is wrong is kept in <paramref name="parameters"/>.</summary>
    /// <param name="isWhole">Whether every request is wanted unless a limit is given.</param>
    internal static ListQuestion Read(ListQuery query, bool isWhole, Sight sight, FigureParameters parameters)
    {
        var (from, to) = parameters.Period(query.From, query.To);
        var code = string.IsNullOrEmpty(query.List) ? "open" : query.List;
        var list = parameters.OneOf("list", query.List, Listed.ByCode["open"], Listed.ByCode);
        if (!list.HasPeriod && (from ?? to) is not null)
        {
            parameters.Refuse("from", "Only the list due and lists of plans have a period.");
        }

        var week = parameters.OneOf("week", query.Week, absent: null, WeekBands.All.ToDictionary(
            band => band.Week, band => (WeekBand?)band, StringComparer.Ordinal));
        var waitingOn = parameters.OneOf("waitingOn", query.WaitingOn, absent: null, Waits);
        if (list.IsOfPlans && (week is not null || waitingOn is not null))
        {
            parameters.Refuse(week is not null ? "week" : "waitingOn", "Only lists of open requests have it.");
        }

        var (place, at) = ListPlace.Read(query.After, parameters);
        return new(
            list, code, parameters.AsKnown(query.Authority, query.AsOf ?? at), from, to, week, waitingOn, query.Exemption, string.IsNullOrEmpty(query.Team)
                ? null : NameText.Normal(query.Team), sight,
            parameters.OneOf("sort", query.Sort, absent: false, Orders),
            query.Limit ?? (isWhole ? null : Usual), place);
    }
}
