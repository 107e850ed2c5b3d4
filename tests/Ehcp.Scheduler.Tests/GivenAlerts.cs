using Ehcp.Contracts;

namespace Ehcp.Scheduler.Tests;

/// <summary>Cases in the words of a test: each was first recorded at nine on the day of its request unless moved.</summary>
internal static class GivenAlerts
{
    private static int _ids;

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    internal static RecordedFact A(Fact fact, string caseReference = "C-1", string authority = AlertScheduler.Birmingham, string recorded = "2026-01-05 09:00")
    {
        var id = Interlocked.Increment(ref _ids);
        var at = AlertScheduler.London(recorded);
        return new(id, "case-system", $"alert-fact-{id}", authority, caseReference, at.AddMilliseconds(id), at, fact);
    }

    /// <summary>A case whose plan's last day is this one, with an officer and a team. What came before the plan was decided in time, so that no other clock
    /// runs.</summary>
    internal static RecordedFact[] ACase(string lastDay, string caseReference = "C-1", string? officer = AlertScheduler.Officer, string team = "North",
        string authority = AlertScheduler.Birmingham)
    {
        var receivedOn = Day(lastDay).AddDays(-140);
        var recorded = $"{receivedOn:yyyy-MM-dd} 09:00";
        return
        [
            A(new RequestReceived(receivedOn), caseReference, authority, recorded),
            A(new CaseAssigned(team, officer), caseReference, authority, recorded),
            A(new AssessmentDecided(AssessmentDecision.Assess, receivedOn.AddDays(42)), caseReference, authority, recorded),
            A(new IssueDecided(IssueDecision.Issue, receivedOn.AddDays(112)), caseReference, authority, recorded),
        ];
    }
}
