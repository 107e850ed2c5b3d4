using System.Text.Json;
using Ehcp.Contracts;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Digests;

public sealed class MorningDigestTests
{
    private const string AdminKey = "digest-admin-key";

    [Fact]
    public async Task Officer_and_manager_get_the_four_groups_at_half_past_seven_and_no_second_mail_of_the_same_breach()
    {
        await using var scheduler = await StartAsync("2026-05-25 17:00");
        var odd = ACase("2026-05-26", "odd");
        await scheduler.TakeInAsync(
        [
            .. ACase("2026-05-25", "late"), .. ACase("2026-06-09", "soon"), .. ACase("2026-06-10", "far"),
            A(new AdviceRequested("a1", AdviceType.Health, Day("2026-04-16")), "late"),
                A(new AdviceRequested("a2", AdviceType.School, Day("2026-04-16")), "far"),
            .. odd, odd[0] with { Source = "other-system", Fact = new RequestReceived(Day("2026-01-09")) }, // two receipts of one instant
        ]);
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 07:29"));

        var mails = await scheduler.RunAtAsync("2026-05-26 07:30");

        Assert.Equal([AlertScheduler.Head, AlertScheduler.Manager, AlertScheduler.Officer], mails.Select(mail => Assert.Single(mail.To))
            .Order()); // the first working day of the week
        Assert.All(mails, mail => Assert.Equal("Today: 1 breached, 1 due in ten working days, 1 cannot be computed", mail.Subject));
        Assert.All(mails, mail => Assert.Contains(
            "- 1 day late: Send the finalised plan to the family, the named institution and the responsible commissioning body.\n"
            + "  Last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday (20 weeks, reg. 13(2)).\n"
            + "- in the hands of the health body for 40 days: Supply the advice", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.DoesNotContain("far,", mail.Text, StringComparison.Ordinal));
        var breach = await scheduler.RunAtAsync("2026-05-26 08:00");
        Assert.Equal(
            [$"{AlertScheduler.Officer} 1 plan and 1 other deadline due within 28 days", $"{AlertScheduler.Mailbox} 1 plan overdue"], // what is far, and who has no digest
            breach.Select(mail => $"{mail.To[0]} {mail.Subject}").Order(StringComparer.Ordinal));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 12:00"));
        Assert.Equal(["mailed"], await scheduler.RowsAsync("select distinct state from alert where case_reference = 'late'"));
    }

    [Fact]
    public async Task Nothing_due_nothing_sent()
    {
        await using var scheduler = await StartAsync("2026-05-26 07:00");
        await scheduler.TakeInAsync([.. ACase("2026-07-25"), A(new AdviceRequested("a1", AdviceType.Health, Day("2026-04-16")))]);

        Assert.Empty(await scheduler.RunAtAsync("2026-05-26 07:30"));
        Assert.Equal(["2026-05-26 0"], await scheduler.RowsAsync("select day::text, mails from digest"));
    }

    [Fact]
    public async Task The_first_cases_of_an_empty_system_have_their_digest_the_same_day()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00");
        await scheduler.RunAtAsync("2026-05-26 09:00");
        await scheduler.RunAtAsync("2026-05-26 11:59");
        Assert.Empty(await scheduler.RowsAsync("select day::text, mails from digest"));

        await scheduler.TakeInAsync(ACase("2026-05-25"));
        var mails = await scheduler.RunAtAsync("2026-05-26 12:00");

        Assert.Equal([AlertScheduler.Head, AlertScheduler.Manager, AlertScheduler.Officer],
            mails.Where(mail => mail.Subject == "Today: 1 breached").Select(mail => Assert.Single(mail.To)).Order());
        Assert.Equal(["2026-05-26 3"], await scheduler.RowsAsync("select day::text, mails from digest"));
    }

    [Fact]
    public async Task Once_a_day_on_working_days_whoever_runs_and_also_when_they_come_late()
    {
        await using var scheduler = await StartAsync("2026-05-21 07:00");
        await using var second = scheduler.Second(On);
        await scheduler.TakeInAsync(ACase("2026-05-20", officer: AlertScheduler.Manager));
        await scheduler.RunAtAsync("2026-05-21 07:00");

        var days = new List<string>();
        foreach (var at in new[] { "2026-05-21 07:30", "2026-05-21 07:31", "2026-05-22 11:00", "2026-05-22 11:01", "2026-05-23 09:00", "2026-05-25 09:00",
            "2026-05-26 17:59", "2026-05-27 07:29", "2026-05-27 18:00" })
        {
            var before = scheduler.Sink.Messages.Count;
            scheduler.MoveTo(at);
            await Task.WhenAll(scheduler.SweepAsync(), second.SweepAsync());
            await Task.WhenAll(scheduler.SendAsync(), second.SendAsync());
            days.AddRange(scheduler.Sink.Messages.Skip(before)
                .Where(mail => mail.To[0] == AlertScheduler.Manager && mail.Subject!.StartsWith("Today: ", StringComparison.Ordinal)).Select(_ => at));
        }

        Assert.Equal(["2026-05-21 07:30", "2026-05-22 11:00", "2026-05-26 17:59"], days);
    }

    [Fact]
    public async Task What_was_met_between_half_past_seven_and_the_sending_is_dropped()
    {
        await using var scheduler = await StartAsync("2026-05-26 07:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25", "met"), .. ACase("2026-05-25", "stays")]);
        scheduler.MoveTo("2026-05-26 07:30");
        await scheduler.SweepAsync();
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-25")), "met", recorded: "2026-05-26 07:30"));
        await scheduler.SendAsync();

        Assert.All(scheduler.Sink.Messages, mail => Assert.Equal("Today: 1 breached", mail.Subject));
        Assert.All(scheduler.Sink.Messages, mail => Assert.DoesNotContain("met,", mail.Text, StringComparison.Ordinal));
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-25")), "stays", recorded: "2026-05-26 07:31"));
        Assert.Empty(await scheduler.RunAtAsync("2026-05-27 07:30"));
        Assert.Empty(await DigestsAsync(scheduler, "met"));
        Assert.Equal(3, (await DigestsAsync(scheduler, "stays")).Count);
    }

    [Fact]
    public async Task A_case_says_for_as_long_as_it_is_known_whom_digests_told_of_it_how_often_and_when()
    {
        await using var scheduler = await StartAsync("2026-05-26 07:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-12-25", "other")]);
        foreach (var day in (string[])["2026-05-26", "2026-05-27", "2026-05-28"])
        {
            await scheduler.RunAtAsync($"{day} 07:30");
        }

        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-28")), recorded: "2026-05-28 09:00"));
        await scheduler.RunAtAsync("2026-09-01 07:30");

        Assert.Equal(
            [
                "final-plan 1 2026-05-25 2026-05-22 case-officer accepted 3 2026-05-26T06:30:00Z 2026-05-28T06:30:00Z",
                "final-plan 1 2026-05-25 2026-05-22 head-of-send accepted 1 2026-05-26T06:30:00Z 2026-05-26T06:30:00Z",
                "final-plan 1 2026-05-25 2026-05-22 team-manager accepted 3 2026-05-26T06:30:00Z 2026-05-28T06:30:00Z",
            ],
            (await DigestsAsync(scheduler)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["case-officer 1", "head-of-send 1", "team-manager 1"],
            (await DigestsAsync(scheduler, asOf: "2026-05-26T12:00:00Z")).Select(line => string.Join(' ', line.Split(' ')[4..7].Where(part => part != "accepted"))).Order());
        Assert.Empty(await DigestsAsync(scheduler, "other"));
    }

    [Fact]
    public async Task Cases_without_an_officer_have_a_line_of_their_own()
    {
        await using var scheduler = await StartAsync("2026-05-27 07:00");
        await scheduler.TakeInAsync(
            [.. ACase("2026-05-25", "u-1", officer: null), .. ACase("2026-05-25", "u-2", officer: null), .. ACase("2026-05-25", "mine")]);

        var mail = Assert.Single(await scheduler.RunAtAsync("2026-05-27 07:30"), mail => mail.To[0] == AlertScheduler.Manager);

        Assert.Contains("2 cases have no case officer.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("u-1, Birmingham, no case officer\nhttps://ehcp.council.example/cases/E08000025/u-1\n- 2 days late: Send the", mail.Text, StringComparison.Ordinal);
        Assert.Contains("mine, Birmingham\nhttps://ehcp.council.example/cases/E08000025/mine\n- 2 days late: Send the", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_size_is_bounded_and_it_says_how_many_more_there_are()
    {
        await using var scheduler = await StartAsync("2026-05-26 07:00");
        foreach (var set in Enumerable.Range(0, 1000).Chunk(250))
        {
            await scheduler.TakeInAsync([.. set.SelectMany(number => ACase("2026-05-25", $"C-{number:0000}"))]);
        }

        var mails = await scheduler.RunAtAsync("2026-05-26 07:30");

        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.Equal("Today: 1000 breached", mail.Subject));
        Assert.All(mails, mail => Assert.Contains("980 more cases are not listed here. See all: https://ehcp.council.example/", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.True(mail.Text!.Length + mail.Html!.Length < 20_000));
    }

    [Fact]
    public async Task What_a_digest_only_counts_is_told_by_a_mail_of_its_own_and_is_not_said_to_have_been_told_by_it()
    {
        await using var scheduler = await StartAsync("2026-05-21 07:00");
        await scheduler.TakeInAsync([.. Enumerable.Range(0, 20).SelectMany(number => ACase("2026-05-20", $"old-{number:00}"))]);
        await scheduler.RunAtAsync("2026-05-21 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-21", "new"));
        var preview = await PreviewAsync(scheduler, "2026-05-22T06:30:00Z");

        var digests = await scheduler.RunAtAsync("2026-05-22 07:30");
        var mails = await scheduler.RunAtAsync("2026-05-22 08:00");

        Assert.All(digests, mail => Assert.Equal("Today: 21 breached", mail.Subject));
        Assert.All(digests, mail => Assert.DoesNotContain("new, Birmingham", mail.Text, StringComparison.Ordinal));
        Assert.Equal([AlertScheduler.Manager, AlertScheduler.Officer, AlertScheduler.Mailbox], mails.Select(mail => mail.To[0]).Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.Contains("new, Birmingham", mail.Text, StringComparison.Ordinal));
        Assert.Equal(["alerts", "alerts", "alerts"], preview);
        Assert.Empty(await DigestsAsync(scheduler, "new"));
        Assert.Equal(2, (await DigestsAsync(scheduler, "old-00")).Count);
    }

    [Fact]
    public async Task What_is_acknowledged_leaves_the_officers_digest_until_then_and_stays_in_the_managers()
    {
        await using var scheduler = await StartAsync("2026-05-26 07:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.RunAtAsync("2026-05-26 07:30");
        await scheduler.ExecuteAsync(
            "insert into acknowledgement (alert_id, until, plan, said_by, said_at) select id, '2026-05-28', 'awaiting-panel', 'test', now() from alert where "
            + "role = 'case-officer'");

        var manager = Assert.Single(await scheduler.RunAtAsync("2026-05-28 07:30"));
        Assert.Equal(AlertScheduler.Manager, manager.To[0]);
        Assert.Contains("Acknowledged until 28 May 2026: awaiting the panel.", manager.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await scheduler.RunAtAsync("2026-05-29 07:30")).Count);
    }

    [Fact]
    public async Task The_head_of_SEND_gets_the_digest_of_all_teams_on_the_first_working_day_of_a_week()
    {
        await using var scheduler = await StartAsync("2026-05-18 07:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-15", "north"), .. ACase("2026-05-15", "nowhere", team: "Nowhere")]);
        var days = new List<string>();
        for (var day = Day("2026-05-18"); day < Day("2026-06-02"); day = day.AddDays(1))
        {
            days.AddRange((await scheduler.RunAtAsync($"{day:yyyy-MM-dd} 07:30")).Where(mail => mail.To[0] == AlertScheduler.Head)
                .Select(mail => $"{day:yyyy-MM-dd} {mail.Subject}"));
        }

        Assert.Equal(["2026-05-18 Today: 2 breached", "2026-05-26 Today: 2 breached", "2026-06-01 Today: 2 breached"],
            days); // Monday the 25th is a bank holiday
    }

    /// <summary>Kinds of the mails that would tell of the case "new".</summary>
    private static async Task<List<string?>> PreviewAsync(AlertScheduler scheduler, string at)
    {
        using var caller = scheduler.Caller(AdminKey);
        using var answer = JsonDocument.Parse(
            await caller.GetStringAsync(new Uri($"/v1/sweeps/preview?at={at}", UriKind.Relative), TestContext.Current.CancellationToken));
        return
        [
            .. answer.RootElement.GetProperty("mails").EnumerateArray()
                .Where(mail => mail.GetProperty("alerts").EnumerateArray().Any(alert => alert.GetProperty("caseReference").GetString() == "new"))
                .Select(mail => mail.GetProperty("kind").GetString()),
        ];
    }

    private static async Task<List<string>> DigestsAsync(AlertScheduler scheduler, string? reference = null, string? asOf = null)
    {
        using var caller = scheduler.Caller();
        using var answer = JsonDocument.Parse(await caller.GetStringAsync(
            new Uri($"/v1/cases/E08000025/{reference ?? ACase("2026-05-25")[0].CaseReference}{(asOf is null ? "" : $"?asOf={asOf}")}", UriKind.Relative),
            TestContext.Current.CancellationToken));
        return [.. answer.RootElement.GetProperty("digests").EnumerateArray().Select(line => string.Join(' ', ((string[])
        [
            "milestone", "clock", "lastDay", "lastWorkingDay", "told", "state", "times", "firstAt", "lastAt",
        ]).Select(name => line.GetProperty(name).ToString())))];
    }

    private static Task<AlertScheduler> StartAsync(string at) => AlertScheduler.StartAsync(at, On);

    private static void On(Microsoft.AspNetCore.Hosting.IWebHostBuilder host)
    {
        host.UseSetting("Ehcp:Alerts:Digest", "morning").UseSetting("Ehcp:Alerts:Default:Window", "working-hours");
        SchedulerAtRest.UseKey(host, 2, "admin", AdminKey, "admin", "*");
    }
}
