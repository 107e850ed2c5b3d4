using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Tests;

/// <summary>Facts in the words of a test. All are of case C-1 of Birmingham unless moved, and each has an id of its own.</summary>
internal static class Given
{
    private static int _ids;

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Minute(int minute) => new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    internal static RecordedFact A(Fact fact)
    {
        var id = Interlocked.Increment(ref _ids);
        return new(id, "case-system", $"fact-{id}", AnyCase.Authority, "C-1", Minute(0), Minute(0), fact);
    }

    internal static RecordedFact ARequest(string receivedOn) => A(new RequestReceived(Day(receivedOn)));

    internal static RecordedFact APlan(string sentOn) => A(new FinalPlanSent(Day(sentOn)));

    internal static RecordedFact Of(this RecordedFact fact, string caseReference) => fact with { CaseReference = caseReference };

    internal static RecordedFact RecordedAt(this RecordedFact fact, int minute) => fact with { RecordedAt = Minute(minute) };
}
