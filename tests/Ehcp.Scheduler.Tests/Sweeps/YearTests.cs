using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Sweeps;

public sealed class YearTests(ITestOutputHelper output)
{
    private static readonly DateOnly First = new(2026, 1, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_year_day_by_day_sends_every_mail_that_was_expected_and_no_other(int seed)
    {
        var story = Story(new Random(seed));
        var expected = new YearOfMails(story);
        await using var scheduler = await AlertScheduler.StartAsync($"{First:yyyy-MM-dd} 00:00", host =>
            host.UseSetting("Ehcp:Alerts:Digest", "morning").UseSetting("Ehcp:Alerts:Default:Window", "working-hours"));
        var (sent, wrong) = (0, new List<string>());
        for (var day = First; day < First.AddDays(365); day = day.AddDays(1))
        {
            var mails = new List<string>();
            foreach (var at in new[] { "00:01", "07:30", "08:00" })
            {
                mails.AddRange((await scheduler.RunAtAsync($"{day:yyyy-MM-dd} {at}")).Select(mail => $"{at} {Assert.Single(mail.To)}: {mail.Subject}"));
            }

            var should = expected.MailsOf(day);
            wrong.AddRange(should.Except(mails).Select(mail => $"{day:yyyy-MM-dd} missing {mail}"));
            wrong.AddRange(mails.Except(should).Select(mail => $"{day:yyyy-MM-dd} unexpected {mail}"));
            Assert.Equal(mails.Count, mails.Distinct().Count());
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
            sent += mails.Count;
            await NoonAsync(scheduler, story, day);
        }

        output.WriteLine($"{sent} mails of {story.Count} cases in 365 days, each as expected");
        Assert.True(sent > 300, $"{sent} mails");
        Assert.Equal(sent, scheduler.Sink.Attempts);
    }

    private static async Task NoonAsync(AlertScheduler scheduler, List<YearCase> story, DateOnly day)
    {
        scheduler.MoveTo($"{day:yyyy-MM-dd} 12:00");
        var recorded = $"{day:yyyy-MM-dd} 12:00";
        var facts = story.Where(each => each.KnownOn == day).SelectMany(each => new[]
        {
            A(new RequestReceived(each.ReceivedOn), each.Reference, recorded: recorded),
            A(new CaseAssigned(each.HasManager ? "North" : "Nowhere", each.Officer), each.Reference, recorded: recorded),
        });
        var decisions = story.Where(each => each.DecidedOn == day).SelectMany(each => new[]
        {
            A(new AssessmentDecided(AssessmentDecision.Assess, day), each.Reference, recorded: recorded),
            A(new IssueDecided(IssueDecision.Issue, day), each.Reference, recorded: recorded),
        });
        var ends = story.Where(each => each.EndsOn == day).Select(
            (each, at) => A(at % 4 == 0 ? new RequestClosed(day, ClosingReason.Withdrawn) : new FinalPlanSent(day), each.Reference, recorded: recorded));
        var ceased = story.Where(each => each.EndsOn == day).Select(each => A(new PlanCeased(day, CeaseReason.Reason5), each.Reference, recorded: recorded));
        await scheduler.TakeInAsync([.. facts, .. decisions, .. ends, .. ceased, A(new CaseDescribed(), "heartbeat", recorded: recorded)]);
    }

    private static List<YearCase> Story(Random random) =>
    [
        .. Enumerable.Range(0, 80).Select(number =>
        {
            var known = First.AddDays(random.Next(0, 300));
            var received = known.AddDays(-random.Next(4) switch { 0 => random.Next(100, 175), _ => random.Next(0, 20) });
            var end = random.Next(6) == 0 ? (DateOnly?)null : received.AddDays(140 + random.Next(-45, 25));
            var ends = end is { } day && day <= known ? known.AddDays(random.Next(1, 10)) : end;

            // In time, late, or never recorded; what was decided before the case became known becomes known with it.
            var decided = random.Next(5) == 0 ? (DateOnly?)null : received.AddDays(42 + random.Next(-20, 20));
            decided = decided < known ? known : decided;
            return new YearCase(
                $"Y-{number:000}", received, known, random.Next(4) == 0 ? null : $"officer{random.Next(3)}@council.example", random.Next(4) != 0,
                decided < ends || ends is null ? decided : null, ends);
        }),
    ];
}
