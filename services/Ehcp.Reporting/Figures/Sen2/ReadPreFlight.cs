using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary><c>GET /v1/sen2/pre-flight</c>: what would be wrong with the return if it were sent now, all year. Whoever sees a case is written down.</summary>
public static class ReadPreFlight
{
    internal const int MostAtOnce = 1000;
    internal const int Usual = 20;

    internal static readonly FrozenDictionary<string, PreFlightCheck?> Checks =
        PreFlightChecks.All.ToFrozenDictionary(check => check.Id, check => (PreFlightCheck?)check, StringComparer.Ordinal);

    public sealed record Query(
        [property: FromQuery(Name = "year")] int? Year,
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "referenceDate")] DateOnly? ReferenceDate,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "check")] string? Check,
        [property: FromQuery(Name = "limit")] int? Limit,
        [property: FromQuery(Name = "after")] string? After);

    internal static async Task<Results<Ok<PreFlightAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var (skipped, key) = After(query.After, parameters);
        var question = Sen2Question.Read(query.Year, query.Authority, query.AsOf ?? key?.At, query.ReferenceDate, parameters);
        var only = parameters.OneOf("check", query.Check, absent: null, Checks);
        var limit = query.Limit ?? Usual;
        if ((skipped > 0 || key is not null) && only is null)
        {
            parameters.Refuse("after", "Goes on with one check: give it as check.");
        }

        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!gate.Sight.SeesAllOf(question.Authority))
        {
            return gate.Refuse(Problems.WholeAuthorityOnly(), question.Authority);
        }

        var told = await records.ReadAsync(question.Year, question.Reference, question.Known, cancellationToken);
        var found = told.Records;
        var edition = Sen2Edition.Of(question.Year);
        var days = new PreFlightDays(question.Reference, question.Known.Day, edition.WantsSource) { Last = question.Year.Last };
        var checks = PreFlightChecks.All.Where(check => only is null || check == only).Select(check => Checked(check)).ToList();
        var answer = TypedResults.Ok(new PreFlightAnswer(
            question.Authority, question.Year.Collection, question.Year.First, question.Year.Last, question.Reference, edition.From, question.Year.Population,
            question.Known.At, told.Freshness.KnownTo, found.Count, found.Count(record => record.Assessment is not null), checks,
            Sen2NotHeld.Of(told.TellsOfDisputes))
        {
            NamedPlans = found.Count(record => Sen2Edition.Has(edition.Module("namedplan"), record)),
            ActivePlans = found.Count(record => Sen2Edition.Has(edition.Module("activeplans"), record)),
        });
        return gate.Show(answer, checks.SelectMany(check => check.Cases).Select(broken => Seen.Case(question.Authority, broken.CaseReference)));

        PreFlightFinding Checked(PreFlightCheck check)
        {
            var broken = found.Where(record => check.IsBroken(record, days)).OrderBy(Place, ByPlace).ToList();
            var left = key is { } last
                ? broken.FindAll(record => ByPlace.Compare(Place(record), (last.Parts[1], last.Parts[2])) > 0)
                : broken[Math.Min(skipped, broken.Count)..];
            return new(
                check.Id, check.Words, check.IsError ? "error" : "query", broken.Count, [.. left.Take(limit).Select(PreFlightRequest.Of)],
                left.Count > limit ? PageKey.Write(Instants.Write(question.Known.At), left[limit - 1].Facts.CaseReference, left[limit - 1].Facts.RequestId)
                    : null);
        }
    }

    private static readonly Comparer<(string CaseReference, string RequestId)> ByPlace = Comparer<(string CaseReference, string RequestId)>.Create(
        (one, other) => string.CompareOrdinal(one.CaseReference, other.CaseReference) is not 0 and var order ? order
            : string.CompareOrdinal(one.RequestId, other.RequestId));

    private static (string CaseReference, string RequestId) Place(Sen2Record record) => (record.Facts.CaseReference, record.Facts.RequestId);

    // Earlier releases gave how many to skip.
    private static (int Skipped, (DateTimeOffset At, string[] Parts)? Key) After(string? text, FigureParameters parameters) =>
        string.IsNullOrEmpty(text) ? (0, null)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var skipped) ? (skipped, null)
        : (0, parameters.Key(text, parts: 3));
}

/// <param name="CollectionYear">Year of the collection.</param>
/// <param name="From">First day of the year it is about.</param>
/// <param name="To">Last day of it; what happened later is in the next collection.</param>
/// <param name="ReferenceDate">The collection's reference date.</param>
/// <param name="Edition">The items are named as in the collection of this year.</param>
/// <param name="Population">Which requests are in it.</param>
/// <param name="AsOf">The instant it speaks of.</param>
/// <param name="KnownTo">Every event recorded before it is in it; null before Intake has told of its minutes.</param>
/// <param name="Requests">Rows of the requests module.</param>
/// <param name="Assessments">Rows of the assessments module.</param>
/// <param name="Checks">Every check, also those that found nothing.</param>
/// <param name="NotChecked">What this service does not hold, and so neither fills nor checks.</param>
public sealed record PreFlightAnswer(
    string Authority,
    int CollectionYear,
    DateOnly From,
    DateOnly To,
    DateOnly ReferenceDate,
    int Edition,
    string Population,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    int Requests,
    int Assessments,
    IReadOnlyList<PreFlightFinding> Checks,
    IReadOnlyList<NotInReturn> NotChecked)
{
    /// <summary>Rows of the named plan module.</summary>
    public int NamedPlans { get; init; }

    /// <summary>Rows of the active plans module.</summary>
    public int ActivePlans { get; init; }
}

/// <param name="Id">Its name.</param>
/// <param name="Words">What must be so.</param>
/// <param name="Severity"><c>error</c>, or <c>query</c>: to be looked at.</param>
/// <param name="Count">How many requests break it.</param>
/// <param name="Cases">Some of them, by case and request.</param>
/// <param name="Next">Where to go on, as <c>after</c> with this <c>check</c>; absent when these are all.</param>
public sealed record PreFlightFinding(
    string Id, string Words, string Severity, int Count, IReadOnlyList<PreFlightRequest> Cases,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <param name="CaseReference">The case.</param>
/// <param name="RequestId">The request within it.</param>
/// <param name="ReceivedDate">As in the return.</param>
/// <param name="RequestOutcome">Likewise.</param>
/// <param name="RequestOutcomeDate">Likewise.</param>
/// <param name="AssessmentOutcome">Likewise; absent where there is no assessment.</param>
/// <param name="AssessmentOutcomeDate">Likewise.</param>
/// <param name="Why">Why the date of receipt cannot be used; absent when it can.</param>
public sealed record PreFlightRequest(
    string CaseReference,
    string RequestId,
    DateOnly? ReceivedDate,
    string RequestOutcome,
    DateOnly? RequestOutcomeDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AssessmentOutcome,
    DateOnly? AssessmentOutcomeDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why)
{
    /// <summary>StartDate of the named plan; absent where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? StartDate { get; init; }

    /// <summary>Its CeaseDate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? CeaseDate { get; init; }

    /// <summary>ReviewMeeting of the active plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? ReviewMeeting { get; init; }

    /// <summary>LastReview of the active plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? LastReview { get; init; }

    internal static PreFlightRequest Of(Sen2Record record) => new(
        record.Facts.CaseReference, record.Facts.RequestId, record.Facts.ReceivedOn, $"{record.Request.Code}", record.Request.On,
        record.Assessment is { } assessment ? $"{assessment.Code}" : null, record.Assessment?.On, record.Facts.CannotComputeBecause)
    {
        StartDate = record.Plan?.StartOn,
        CeaseDate = record.Plan?.CeasedOn,
        ReviewMeeting = record.Plan?.Review?.MeetingOn,
        LastReview = record.Plan?.Review?.DecidedOn,
    };
}
