using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests;

/// <summary>A caseload like a large council's: the same one on every run.</summary>
internal static class MadeUpCaseload
{
    private static readonly string[] Advice = ["educational-psychology", "health", "social-care", "school"];

    internal static IEnumerable<CaseSnapshot> Of(int cases, DateOnly today)
    {
        var random = new Random(2026);
        for (var number = 0; number < cases; number++)
        {
            var receivedOn = today.AddDays(-random.Next(1, 6 * 365));
            yield return Of($"BCC-{10000 + number}", random.Next(5) == 0 ? Dudley : Birmingham, receivedOn, today, random);
        }
    }

    private static CaseSnapshot Of(string reference, string authority, DateOnly receivedOn, DateOnly today, Random random)
    {
        // Slower every year, with a long tail.
        var pace = 95 + ((receivedOn.Year - 2020) * 11);
        var days = (int)(pace * (0.75 + (random.NextDouble() * 0.6))) + (random.Next(6) == 0 ? random.Next(20, 300) : 0);
        var age = today.DayNumber - receivedOn.DayNumber;
        var fate = random.Next(100);
        var request = Request(receivedOn.ToString("O", null)) with
        {
            KnownFrom = new DateTimeOffset(receivedOn, new(9, 0), TimeSpan.Zero),
            ExemptionClaimed = random.Next(14) == 0,
            Team = $"Team {"ABCD"[random.Next(4)]}",
        };
        request = (fate, age) switch
        {
            ( < 20, > 40) => request with { AssessmentDecision = "refuse" },
            ( < 23, > 110) => request with { AssessmentDecision = "assess", IssueDecision = "not-issue" },
            ( < 25, > 60) => request with { ClosedOn = receivedOn.AddDays(60), ClosedReason = "withdrawn" },
            _ when age > days => request with { AssessmentDecision = "assess", IssueDecision = "issue", PlanSentOn = receivedOn.AddDays(days) },
            (_, < 30) => request,
            (_, < 85) => request with { AssessmentDecision = "assess", AwaitedAdvice = [Advice[random.Next(4)]] },
            (_, < 105) => request with { AssessmentDecision = "assess", RepresentationsTo = today.AddDays(4) },
            _ => request with
            {
                AssessmentDecision = "assess",
                AwaitedAdvice = random.Next(2) == 0 ? ["educational-psychology"]
                : null,
                AwaitsSetting = random.Next(2) == 0
            },
        };
        request = random.Next(150) == 0 ? request with
        {
            ReceivedOnUsable = false,
            CannotComputeBecause = "Two request-received events recorded at the same instant give different dates."
        } : request;
        return Case(reference, authority, request) with
        {
            Facts = [new("synergy", "e-1", request.KnownFrom, request.KnownFrom, new RequestReceived(receivedOn))],
            Deadlines = [new("final-plan", "1", "final-plan-2014", "request-received", receivedOn, receivedOn.AddDays(140), request.PlanSentOn)],
        };
    }
}
