using System.Text.Json.Nodes;
using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Plans;

/// <summary>Alerts, breaches and tasks of every duty, and not of the final plan alone.</summary>
public sealed class EveryDutyTests(ITestOutputHelper output)
{
    private const string Announced = """
        select regexp_replace(type, '.*\.', '') || ' ' || (convert_from(body, 'UTF8')::json ->> 'milestone') from outbox where type ~ 'Breach' order by 1
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_weeks_of_a_request_warn_and_breach_like_the_last()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-01-05 09:00");
        await scheduler.TakeInAsync(A(new RequestReceived(Day("2026-01-05"))), A(new CaseAssigned("North", AlertScheduler.Officer)));
        for (var day = Day("2026-01-05"); day <= Day("2026-05-01"); day = day.AddDays(1))
        {
            await scheduler.RunAtAsync($"{day:yyyy-MM-dd} 09:00");
        }

        // Six weeks: Monday 16 February; sixteen: Monday 27 April. Nobody is late with a refusal, so its ladder ends with the last day.
        Assert.Equal(
            [
                "2026-02-09 decision-to-assess five-working-days-left case-officer", "2026-02-17 decision-to-assess breached case-officer",
                "2026-02-17 decision-to-assess breached team-manager", "2026-04-20 refusal-to-issue five-working-days-left case-officer",
                "2026-04-27 final-plan four-weeks-left case-officer",
            ],
            await scheduler.RowsAsync(
                "select to_char(fired_at at time zone 'Europe/London', 'YYYY-MM-DD'), milestone, rung, role from alert where state = 'mailed' order by fired_at, role"));
        Assert.Equal(["DeadlineBreached decision-to-assess"], await AnnouncedAsync(scheduler));

        await scheduler.TakeInAsync(A(new AssessmentDecided(AssessmentDecision.Assess, Day("2026-02-16")), recorded: "2026-05-01 09:01"));
        Assert.Equal(["BreachCleared decision-to-assess", "DeadlineBreached decision-to-assess"], await AnnouncedAsync(scheduler));
        Assert.Equal(
            ["1 deadline no longer overdue", "1 deadline no longer overdue"], (await scheduler.RunAtAsync("2026-05-01 09:02")).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_limit_that_only_stays_open_is_never_a_breach_until_what_it_depends_on_is_decided()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-03-02 09:00");
        var decided = A(new ReviewDecided(ReviewDecision.Amend, Day("2026-03-30")), recorded: "2026-05-27 09:00");
        await scheduler.TakeInAsync(A(new ReviewMeetingHeld(Day("2026-03-02")), recorded: "2026-03-02 09:00"));
        await scheduler.RunAtAsync("2026-05-27 09:00"); // twelve weeks ended on Monday 25 May
        Assert.DoesNotContain("DeadlineBreached amended-plan-after-review", await AnnouncedAsync(scheduler));
        Assert.DoesNotContain(await scheduler.RowsAsync("select milestone, rung from alert"), alert => alert.StartsWith("amended-plan-after-review", StringComparison.Ordinal));

        await scheduler.TakeInAsync(decided);
        await scheduler.RunAtAsync("2026-05-27 09:01");
        Assert.Contains("DeadlineBreached amended-plan-after-review", await AnnouncedAsync(scheduler));
        Assert.DoesNotContain("BreachCleared amended-plan-after-review", await AnnouncedAsync(scheduler));
        Assert.Contains("amended-plan-after-review breached", await scheduler.RowsAsync("select milestone, rung from alert"));

        await scheduler.TakeInAsync(A(new EventRetracted(decided.Id), recorded: "2026-05-27 09:02"));
        Assert.Contains("BreachCleared amended-plan-after-review", await AnnouncedAsync(scheduler));
        Assert.Contains("amended-plan-after-review cleared", await scheduler.RowsAsync("select milestone, rung from alert"));
    }

    [Theory]
    [InlineData(AdviceType.EducationalPsychology, "the educational psychologist")]
    [InlineData(AdviceType.Health, "the health body")]
    [InlineData(AdviceType.SocialCare, "social care")]
    [InlineData(AdviceType.School, "the school or college")]
    public async Task Late_advice_is_told_to_the_officer_to_chase_whoever_has_it_and_later_to_the_manager(AdviceType type, string whom)
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-03-02 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-07-20"), A(new AdviceRequested("a1", type, Day("2026-03-02")), recorded: "2026-03-02 09:00")]);

        // Six weeks: Monday 13 April; Easter Monday is the 6th and Good Friday the 3rd.
        var reminder = Assert.Single(await scheduler.RunAtAsync("2026-04-06 09:00"));
        Assert.Equal(AlertScheduler.Officer, reminder.To[0]);
        Assert.Contains($"Chase {whom}: supply the advice", reminder.Text, StringComparison.Ordinal);
        var late = Assert.Single(await scheduler.RunAtAsync("2026-04-14 09:00"));
        Assert.Equal((AlertScheduler.Officer, "1 deadline overdue"), (late.To[0], late.Subject));
        var later = Assert.Single(await scheduler.RunAtAsync("2026-04-27 09:00"));
        Assert.Equal(AlertScheduler.Manager, later.To[0]);
        Assert.Contains($"- 14 days late: Chase {whom}: supply the advice", later.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_with_several_clocks_is_one_block_of_the_mail()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(
        [
            .. ACase("2026-05-25"), A(new AdviceRequested("ep", AdviceType.EducationalPsychology, Day("2026-04-10"))),
            A(new ReviewMeetingHeld(Day("2026-04-27"))),
        ]);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-26 09:00"), mail => mail.To[0] == AlertScheduler.Officer);

        Assert.Equal("1 plan and 3 other deadlines overdue", mail.Subject);
        Assert.Single(mail.Text!.Split("C-1, Birmingham").Skip(1));
        Assert.Equal(4, mail.Text.Split("\n- ").Length - 1);
        Assert.Single(mail.Html!.Split("rowspan=\"4\"").Skip(1));
    }

    [Fact]
    public async Task Five_thousand_late_reviews_at_go_live_are_one_mail_for_each_person()
    {
        const int Cases = 5000, Officers = 20;
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00", host => host.UseSetting("Ehcp:Alerts:PauseMinutes", "60"));
        await scheduler.TakeInAsync(ACase("2026-05-25", "plan", "officer0@council.example"));
        var mails = new List<string>();
        foreach (var (set, minute) in Enumerable.Range(0, Cases).Chunk(1000).Select((set, at) => (set, at)))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => new[]
            {
                A(new ReviewMeetingHeld(Day("2026-04-13")), $"R-{number:0000}", recorded: "2026-05-26 09:00"), // decision due 11 May; the report, due 27 April, is history
                A(new CaseAssigned("North", $"officer{number % Officers}@council.example"), $"R-{number:0000}", recorded: "2026-05-26 09:00"),
            })]);
            mails.AddRange((await scheduler.RunAtAsync($"2026-05-26 09:{minute:00}")).Select(mail => $"{minute} {mail.To[0]}"));
        }

        Assert.Equal(Officers + 2, mails.Count); // and the manager, and the mailbox that the plan is told to
        Assert.All(mails, mail => Assert.StartsWith("0 ", mail, StringComparison.Ordinal));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 09:59"));
        var rest = await scheduler.RunAtAsync("2026-05-26 10:00");
        output.WriteLine($"{Cases} cases in five minutes: {mails.Count} mails at once, {rest.Count} an hour later, at most {rest.Max(mail => mail.Content.Length) / 1024} KB");
        Assert.Equal(Officers + 1, rest.Count);
        Assert.All(rest, mail => Assert.True(mail.Content.Length < 64 * 1024));
        Assert.Equal([$"{Cases}"], await scheduler.RowsAsync("select count(*) from outbox where type like '%DeadlineBreached' and convert_from(body, 'UTF8') like '%review-decision%'"));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 12:00"));

        // In the digest each has one mail again, and the plan stands before five thousand reviews.
        await using var morning = scheduler.Second(host => host.UseSetting("Ehcp:Alerts:Digest", "morning"));
        var before = scheduler.Sink.Messages.Count;
        scheduler.MoveTo("2026-05-27 07:30");
        await morning.SweepAsync();
        await morning.SendAsync();
        var digests = scheduler.Sink.Messages.Skip(before).ToList();
        Assert.Equal(Officers + 1, digests.Count);
        var manager = Assert.Single(digests, mail => mail.To[0] == AlertScheduler.Manager);
        Assert.Equal($"Today: 1 breached, {Cases} with other duties overdue", manager.Subject);
        Assert.True(manager.Text!.IndexOf("plan, Birmingham", StringComparison.Ordinal) < manager.Text.IndexOf("R-0000, Birmingham", StringComparison.Ordinal));
        Assert.All(digests, mail => Assert.True(mail.Content.Length < 64 * 1024));
    }

    [Fact]
    public async Task A_council_with_a_ladder_of_its_own_is_told_of_its_milestones_and_of_no_other()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00", host => host
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Name", "late")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Days", "1")
            .UseSetting("Ehcp:Alerts:Default:Ladder:final-plan:0:Audience:0", "case-officer")
            .UseSetting("Ehcp:Alerts:Digest", "morning"));
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new ReviewMeetingHeld(Day("2026-04-27"))), A(new AdviceRequested("a", AdviceType.Health, Day("2026-04-10")))]);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-26 09:00"), mail => mail.To[0] == AlertScheduler.Officer);

        Assert.Equal("Today: 1 breached", mail.Subject);
        Assert.Equal(["final-plan"], await scheduler.RowsAsync("select distinct milestone from alert_plan"));
        Assert.Equal(["DeadlineBreached final-plan"], await AnnouncedAsync(scheduler));
    }

    [Fact]
    public async Task A_family_that_was_not_told_of_an_exemption_is_a_task_until_an_event_says_that_it_was()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-19 17:00", host => host.UseSetting("Ehcp:Alerts:Digest", "morning"));
        var claim = new ExemptionClaimed(
            "ex-1", Ground.ExceptionalCircumstances, [Milestone.FinalPlan, Milestone.DecisionToAssess], DecidedOn: Day("2026-05-11"));
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(claim, recorded: "2026-05-19 17:00")]);
        using var staff = scheduler.Caller();
        Assert.Equal(
            [("exemption", null, "The family is not told yet of the exemption claimed on 11 May 2026 (exceptional circumstances).")], await ToTellAsync());

        var mails = await scheduler.RunAtAsync("2026-05-20 07:30");
        Assert.Equal([AlertScheduler.Manager, AlertScheduler.Officer], mails.Select(mail => mail.To[0]).Order());
        Assert.All(mails, mail => Assert.Equal("Today: 1 with a family to be told", mail.Subject));
        Assert.All(mails, mail => Assert.Contains(
            "- the family is not told yet: Tell the family of the exemption that was claimed on 11 May 2026.", mail.Text, StringComparison.Ordinal));

        await scheduler.TakeInAsync(A(claim with { FamilyToldOn = Day("2026-05-20") }, recorded: "2026-05-20 12:00"));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-21 07:30"));
        Assert.Equal(
            [("exemption", "2026-05-20", "The family was told on 20 May 2026 of the exemption claimed on 11 May 2026 (exceptional circumstances).")],
            await ToTellAsync());

        async Task<IEnumerable<(string?, string?, string?)>> ToTellAsync() =>
            JsonNode.Parse(await staff.GetStringAsync(new Uri("/v1/cases/330/C-1", UriKind.Relative), Stop))!["familyToTell"]!.AsArray()
                .Select(each => ((string?)each!["about"], (string?)each["toldOn"], (string?)each["text"]));
    }

    [Fact]
    public async Task What_is_told_between_half_past_seven_and_the_sending_leaves_the_digest()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-20 07:30", host => host.UseSetting("Ehcp:Alerts:Digest", "morning"));
        var claim = new ExemptionClaimed("ex-1", Ground.ExceptionalCircumstances, [Milestone.FinalPlan], DecidedOn: Day("2026-05-11"));
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(claim, recorded: "2026-05-19 17:00")]);
        await scheduler.SweepAsync();
        Assert.Equal(["2"], await scheduler.RowsAsync("select count(*) from mail where kind = 'digest'"));

        await scheduler.TakeInAsync(A(claim with { FamilyToldOn = Day("2026-05-19") }, recorded: "2026-05-20 07:30"));

        Assert.Equal(0, await scheduler.SendAsync());
    }

    [Fact]
    public async Task A_refusal_says_what_its_notice_must_give()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-03-16 09:00");
        await scheduler.TakeInAsync(
            A(new RequestReceived(Day("2026-02-02"))), A(new AssessmentDecided(AssessmentDecision.Refuse, Day("2026-03-12")), recorded: "2026-03-12 09:00"));
        using var staff = scheduler.Caller();

        var told = Assert.Single(JsonNode.Parse(await staff.GetStringAsync(new Uri("/v1/cases/330/C-1", UriKind.Relative), Stop))!["familyToTell"]!.AsArray())!;

        Assert.Equal(("assessment-decided", "2026-03-12"), ((string?)told["about"], (string?)told["toldOn"]));
        Assert.Equal("The notice of 12 March 2026 must give the reasons, and the right to appeal; last day Tuesday 12 May 2026.", (string?)told["text"]);
    }

    private static async Task<List<string>> AnnouncedAsync(AlertScheduler scheduler) => await scheduler.RowsAsync(Announced);
}
