using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.OpenApi;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary>What the API description says of the rates.</summary>
internal static class RateTexts
{
    private const string Definition = """
        { "basis": "plans-issued", "population": "Final plans sent in the period.", "numerator": "Those sent within 140 days.",
          "denominator": "Every final plan sent in the period.", "exclusions": [] }
        """;

    private static RouteParameter Basis { get; } = new(
        "basis", Takes.OneOf(Measure.All.Select(measure => measure.Code)),
        $"What is counted: {MeasureWords.AllWithHints} Without it, {Measure.PlansIssued.Code}.",
        Measure.PlansIssued.Code);

    internal static RouteText Rates { get; } = new(
        nameof(ReadRates), "Figures", "How many plans were sent, and decisions notified, in time",
        "Each row is one group of the period, in order; without groupBy there is one row, all. The members of a row depend on basis: plans-issued has those of "
        + "PlansIssuedRow, requests-received those of RequestsReceivedRow, requests-decided, annual-reviews, phase-transfers and exemptions-told those of "
            + "DutiesRow, refusals-reversed those of ReversalsRow, and the others those of DecisionsRow. A rate is from 0 to 1, and null where there "
            + "is nothing "
        + "to take a share of. As a file (csv, zip) the figures have the column names of DfE's own.")
    {
        Parameters =
        [
            Asks.Day("from", "First day of the period, included. Without it, from the beginning."),
            Asks.Day("to", "Last day of the period, included. Without it, to the end.", "2026-03-31"),
            new("groupBy", Takes.OneOf(ReadRates.Groupings.Keys), "What the rows are told apart by. Without it there is one row.", "year"),
            Basis,
            Asks.AsOf,
            Asks.Authority,
            Asks.Format,
        ],
        Answers =
        [
            new(
                200, "The figures", typeof(RatesAnswer<PlansIssuedRow>),
                $$"""
                { "definition": {{Definition}}, "asOf": "2026-05-25T06:41:00Z", "knownTo": "2026-05-25T06:40:00Z", "rules": "2026.1",
                  "rows": [{ "group": "2025", "plansIssued": 4, "withinTwentyWeeks": 3, "rate": 0.75, "plansIssuedExcludingExemptions": 2,
                    "withinTwentyWeeksExcludingExemptions": 1, "rateExcludingExemptions": 0.5, "unusableDates": 0, "overTwentyToFiftyTwoWeeks": 1,
                    "overFiftyTwoWeeks": 0, "overTwentyToFiftyTwoWeeksExcludingExemptions": 1, "overFiftyTwoWeeksExcludingExemptions": 0,
                    "afterMediationOrTribunal": 0, "afterMediationOrTribunalWithinTwentyWeeks": 0, "meanWeeks": 18.25, "meanWeeksExcludingExemptions": 19.5 }] }
                """)
            {
                AlsoAs = [MediaTypes.Csv, MediaTypes.Zip],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = $"{Asks.FirstColumns},decisions,decisions_in_time,pc_decisions_in_time,decisions_unusable_dates\n"
                        + $"2025,Calendar year,{Asks.FirstValues},All decisions whether to assess,Total,4,3,75.0,0\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    internal static RouteText Changes { get; } = new(
        nameof(ReadRateChanges), "Figures", "Why a figure that was reported is another one now",
        "Every request that counted otherwise at the earlier instant than at the later one, with the events that were recorded in between. Whoever sees it is "
            + "written down.")
    {
        Parameters =
        [
            new("from", Takes.Instant(), "The instant at which the figure was reported.", "2026-02-01T09:00:00Z") { Required = true },
            new("to", Takes.Instant(), "The instant that it is compared with. Without it, now. It must not lie ahead.", "2026-05-25T06:41:00Z"),
            Asks.Day("periodFrom", "First day of the figure's period, included. Without it, from the beginning."),
            Asks.Day("periodTo", "Last day of the figure's period, included. Without it, to the end.", "2026-03-31"),
            Basis,
            Asks.Authority,
            RouteParameter.Limit(ReadRateChanges.MostAtOnce, ReadRateChanges.Usual),
            Asks.After("The next of the page before, which is compared with the same instant. Without it, the first page."),
        ],
        Answers =
        [
            new(
                200, "A page, by authority and case", typeof(RateChangesAnswer),
                """
                { "from": "2026-02-01T09:00:00Z", "to": "2026-05-25T06:41:00Z", "basis": "plans-issued",
                  "requests": [{ "authority": "E08000025", "caseReference": "EHC-2026-0001", "requestId": "1", "before": null,
                    "after": { "day": "2026-01-30", "outcome": "within-twenty-weeks", "exemptionClaimed": false, "afterMediationOrTribunal": false, "days": 138 },
                    "facts": [{ "type": "plan-sent", "source": "synergy", "id": "a-9", "time": "2026-02-02T10:00:00Z", "recordedAt": "2026-02-02T10:00:01Z", "why": "new" }],
                    "rules": null }],
                  "next": null }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    /// <summary>The rows are of one of five kinds, by basis: the description shows each.</summary>
    internal static RouteHandlerBuilder ShowsEveryRow(this RouteHandlerBuilder route) =>
        route.AddOpenApiOperationTransformer(static async (operation, context, cancellationToken) =>
        {
            var content = operation.Responses!["200"].Content!["application/json"];
            content.Schema = new OpenApiSchema
            {
                AnyOf = // without a row it is any of them
                [
                    content.Schema!,
                    await ReferenceAsync(typeof(RatesAnswer<RequestsReceivedRow>), nameof(RequestsReceivedRow)),
                    await ReferenceAsync(typeof(RatesAnswer<DecisionsRow>), nameof(DecisionsRow)),
                    await ReferenceAsync(typeof(RatesAnswer<DutiesRow>), nameof(DutiesRow)),
                    await ReferenceAsync(typeof(RatesAnswer<ReversalsRow>), nameof(ReversalsRow)),
                ],
            };

            async Task<IOpenApiSchema> ReferenceAsync(Type answer, string row)
            {
                var name = $"RatesAnswerOf{row}";
                context.Document!.AddComponent(name, (IOpenApiSchema)await context.GetOrCreateSchemaAsync(answer, null, cancellationToken));
                return new OpenApiSchemaReference(name, context.Document);
            }
        });
}
