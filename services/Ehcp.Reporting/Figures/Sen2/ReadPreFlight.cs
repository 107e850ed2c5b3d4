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

    private static readonly NotInReturn[] NotHeld =
    [
        new("Names, dates of birth, sex, ethnicity, postcode, UPN and ULN, and the rules about them",
            "No child's identity is ever accepted here: fill them from the case system, by case reference."),
        new("RequestMediation, RequestTribunal, AssessmentMediation, AssessmentTribunal, OtherMediation, OtherTribunal",
            "No event of mediation or appeal says which request it is about; they stay empty."),
        new("Exported", "Not recorded; it stays empty."),
        new("Named plans, active plans, reviews, placements and needs, and the rules about them", "Of these modules only what the 20 weeks need is recorded."),
        new("Requests decided on before the year whose plan is active (H in both modules)",
            "They are added with the active plans; here is whatever was decided on, or waited, in the year."),
    ];

    internal static async Task<Results<Ok<PreFlightAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var (skipped, key) = After(query.After, parameters);
        var question = Sen2Question.Read(query.Year, query.Authority, query.AsOf ?? key?.At, parameters);
        var referenceDate = query.ReferenceDate ?? question.Year.UsualReferenceDate;
        if (referenceDate.Year != question.Year.Collection)
        {
            parameters.Refuse("referenceDate", $"Must be a day of {question.Year.Collection}.");
        }

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

        var (freshness, found) = await records.ReadAsync(question.Year, question.Known, cancellationToken);
        var edition = Sen2Edition.Of(question.Year);
        var days = new PreFlightDays(referenceDate, question.Known.Day, edition.WantsSource);
        var checks = PreFlightChecks.All.Where(check => only is null || check == only).Select(check => Checked(check)).ToList();
        var answer = TypedResults.Ok(new PreFlightAnswer(
            question.Authority, question.Year.Collection, question.Year.First, question.Year.Last, referenceDate, edition.From,
            $"Requests received up to {question.Year.Last:yyyy-MM-dd} that were decided on, withdrawn or still waiting in {question.Year.First.Year}; what happened later is in the next collection. "
                + "A refusal that was reversed stays N with its date, as DfE asks; a plan that follows a reversed refusal to issue is none here, and one in "
                    + "the rate.",
            question.Known.At, freshness.KnownTo, found.Count, found.Count(record => record.Assessment is not null), checks, NotHeld));
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
    IReadOnlyList<NotInReturn> NotChecked);

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
    internal static PreFlightRequest Of(Sen2Record record) => new(
        record.Facts.CaseReference, record.Facts.RequestId, record.Facts.ReceivedOn, $"{record.Request.Code}", record.Request.On,
        record.Assessment is { } assessment ? $"{assessment.Code}" : null, record.Assessment?.On, record.Facts.CannotComputeBecause);
}

/// <param name="What">Items of the return.</param>
/// <param name="Why">Why they are not here.</param>
public sealed record NotInReturn(string What, string Why);
