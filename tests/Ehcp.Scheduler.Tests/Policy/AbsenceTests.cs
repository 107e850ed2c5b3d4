using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Hosting;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Policy;

public sealed class AbsenceTests
{
    private const string Deputy = "dee@council.example";
    private const string AdminKey = "absence-admin-key";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-05-19", "2026-05-25", AlertScheduler.Officer, "case-officer", "case-officer of the case")]
    [InlineData("2026-05-18", "2026-05-18", Deputy, "deputy", "the case-officer is away, deputy of the case")] // both days included
    [InlineData("2026-05-11", "2026-05-18", Deputy, "deputy", "the case-officer is away, deputy of the case")]
    [InlineData("2026-05-11", "2026-05-17", AlertScheduler.Officer, "case-officer", "case-officer of the case")]
    public async Task Who_is_away_on_the_day_is_passed_over_and_the_case_says_why(string from, string to, string recipient, string told, string because)
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00", (AlertScheduler.Officer.ToUpperInvariant(), from, to));
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new CaseAssigned("North", AlertScheduler.Officer, Deputy), recorded: "2026-01-06 09:00")]);
        Assert.Equal(recipient, (await PreviewedAsync(scheduler))["to"]!.GetValue<string>());

        Assert.Equal(recipient, Assert.Single(Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00")).To));

        using var staff = scheduler.Caller();
        var shown = Assert.Single((await staff.GetFromJsonAsync<JsonObject>(new Uri("/v1/cases/330/C-1", UriKind.Relative), Stop))!["alerts"]!.AsArray())!;
        Assert.Equal(("case-officer", told, because), ((string?)shown["role"], (string?)shown["told"], (string?)shown["because"]));
    }

    [Theory]
    [InlineData("North", AlertScheduler.Manager, "the case-officer is away, the deputy is away, team-manager of the case")]
    [InlineData("Nowhere", AlertScheduler.Mailbox, "the case-officer is away, the deputy is away, no team-manager is known, send-mailbox of the case")]
    public async Task With_the_deputy_away_too_it_is_the_manager_and_at_last_the_mailbox(string team, string recipient, string because)
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00", (AlertScheduler.Officer, "2026-05-01", "2026-05-31"),
            (Deputy, "2026-05-18", "2026-05-18"), (AlertScheduler.Mailbox, "2026-05-01", "2026-05-31"));
        await scheduler.TakeInAsync(
            [.. ACase("2026-05-25", team: team), A(new CaseAssigned(team, AlertScheduler.Officer, Deputy), recorded: "2026-01-06 09:00")]);

        Assert.Equal(recipient, Assert.Single(Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00")).To));
        Assert.Equal([because], await scheduler.RowsAsync("select because from alert"));
    }

    // Earlier releases took such addresses at the door.
    [Fact]
    public async Task Whom_no_mail_can_go_to_is_passed_over_at_once()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new CaseAssigned("North", "sam..lee@council.example", Deputy), recorded: "2026-01-06 09:00")]);

        Assert.Equal(Deputy, Assert.Single(Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00")).To));
        Assert.Equal(["no case-officer is known, deputy of the case"], await scheduler.RowsAsync("select because from alert"));
    }

    [Fact]
    public async Task The_digest_of_who_is_away_goes_to_the_next_person()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-27 07:00", host =>
        {
            Use(host, (AlertScheduler.Officer, "2026-05-27", "2026-05-27"));
            host.UseSetting("Ehcp:Alerts:Digest", "morning");
        });
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new CaseAssigned("North", AlertScheduler.Officer, Deputy), recorded: "2026-01-06 09:00")]);

        Assert.Equal([Deputy, AlertScheduler.Manager], (await scheduler.RunAtAsync("2026-05-27 07:30")).Where(IsDigest).Select(mail => mail.To[0]).Order());
        Assert.Equal([AlertScheduler.Manager, AlertScheduler.Officer], (await scheduler.RunAtAsync("2026-05-28 07:30")).Where(IsDigest)
            .Select(mail => mail.To[0]).Order());
    }

    [Fact]
    public async Task An_address_that_was_refused_is_passed_over_at_once_until_somebody_says_that_it_is_good()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.RefuseRecipients);
        await scheduler.RunAtAsync("2026-05-18 09:00");
        Assert.Equal(AlertScheduler.Manager, Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:01")).To[0]);
        var attempts = scheduler.Sink.Attempts;
        await scheduler.TakeInAsync(ACase("2026-05-26", "C-2"));

        Assert.Equal(AlertScheduler.Manager, Assert.Single(await scheduler.RunAtAsync("2026-05-19 09:00")).To[0]);

        Assert.Equal(attempts + 1, scheduler.Sink.Attempts); // the officer was not tried
        Assert.Equal(
            [
                "C-1 case-officer case-officer case-officer of the case",
                "C-1 team-manager team-manager mail to the case-officer was not delivered, team-manager of the case",
                "C-2 case-officer team-manager mail to the case-officer is refused, no deputy is known, team-manager of the case",
            ],
            await scheduler.RowsAsync("select case_reference, role, told, because from alert order by id"));

        using var admin = scheduler.Caller(AdminKey);
        var refused = Assert.Single((await admin.GetFromJsonAsync<JsonArray>(new Uri("/v1/refused-addresses", UriKind.Relative), Stop))!)!;
        Assert.Equal(AlertScheduler.Officer, (string?)refused["address"]);
        Assert.StartsWith("550 ", (string?)refused["answer"], StringComparison.Ordinal);
        Assert.Equal(1, await SayAsync(admin, "forget", AlertScheduler.Officer.ToUpperInvariant(), "unknown@council.example"));
        await scheduler.TakeInAsync(ACase("2026-05-27", "C-3"));
        Assert.Equal(AlertScheduler.Officer, Assert.Single(await scheduler.RunAtAsync("2026-05-19 17:00")).To[0]);
    }

    [Fact]
    public async Task A_mail_that_is_taken_after_all_makes_its_address_good_again()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.RefuseRecipients);
        await scheduler.RunAtAsync("2026-05-18 09:00");
        Assert.Equal(["1"], await scheduler.RowsAsync("select count(*) from refused_address"));

        using var admin = scheduler.Caller(AdminKey);
        using var resent = await admin.PostAsJsonAsync(new Uri("/v1/mails/resend", UriKind.Relative), new[] { 1 }, Stop);
        Assert.Equal(1, await scheduler.SendAsync());

        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from refused_address"));
    }

    [Fact]
    public async Task A_policy_that_refuses_one_mail_says_nothing_of_the_address()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        scheduler.Sink.AnswerNext(SmtpAnswer.Refuse); // 5.7.1
        await scheduler.RunAtAsync("2026-05-18 09:00");

        Assert.Equal(["parked"], await scheduler.RowsAsync("select state from mail order by id limit 1"));
        Assert.Equal(["0"], await scheduler.RowsAsync("select count(*) from refused_address"));
    }

    [Fact]
    public async Task A_bounce_that_came_back_later_is_told_by_an_administrator()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        using var admin = scheduler.Caller(AdminKey);
        Assert.Equal(1, await SayAsync(admin, "remember", AlertScheduler.Officer.ToUpperInvariant()));

        Assert.Equal(AlertScheduler.Manager, Assert.Single(await scheduler.RunAtAsync("2026-05-18 09:00")).To[0]);

        using var wrong = await admin.PostAsJsonAsync(new Uri("/v1/refused-addresses/remember", UriKind.Relative), new[] { "a@b.example", "not one" }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("""{"pointer":"/1","rule":"email","detail":"Must be an e-mail address."}""", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var staff = scheduler.Caller();
        using var forbidden = await staff.GetAsync(new Uri("/v1/refused-addresses", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task Refused_addresses_go_on_where_the_page_before_ended_also_when_one_is_forgotten_meanwhile()
    {
        await using var scheduler = await StartAsync("2026-05-18 09:00");
        using var admin = scheduler.Caller(AdminKey);
        Assert.Equal(3, await SayAsync(admin, "remember", "a@council.example", "b@council.example", "c@council.example"));
        scheduler.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await SayAsync(admin, "remember", "d@council.example"));

        var (first, next) = await PageAsync("/v1/refused-addresses?limit=2");
        Assert.Equal(1, await SayAsync(admin, "forget", "a@council.example"));
        var (second, end) = await PageAsync("/v1/refused-addresses" + next);
        using var notOurs = await admin.GetAsync(new Uri("/v1/refused-addresses?after=2", UriKind.Relative), Stop);

        Assert.Equal(["d@council.example", "a@council.example"], first);
        Assert.Equal(["b@council.example", "c@council.example"], second);
        Assert.Null(end);
        Assert.Equal(HttpStatusCode.BadRequest, notOurs.StatusCode);

        async Task<(string?[] Addresses, string? Next)> PageAsync(string path)
        {
            using var answer = await admin.GetAsync(new Uri(path, UriKind.Relative), Stop);
            return (
                [.. (await answer.Content.ReadFromJsonAsync<JsonArray>(Stop))!.Select(one => (string?)one!["address"])],
                answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null);
        }
    }

    private static bool IsDigest(ReceivedMail mail) => mail.Subject.StartsWith("Today: ", StringComparison.Ordinal);

    private static async Task<int> SayAsync(HttpClient admin, string act, params string[] addresses)
    {
        using var answer = await admin.PostAsJsonAsync(new Uri($"/v1/refused-addresses/{act}", UriKind.Relative), addresses, Stop);
        return (int)(await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["addresses"]!;
    }

    private static async Task<JsonNode> PreviewedAsync(AlertScheduler scheduler)
    {
        using var admin = scheduler.Caller(AdminKey);
        return Assert.Single((await admin.GetFromJsonAsync<JsonObject>(new Uri("/v1/sweeps/preview", UriKind.Relative), Stop))!["mails"]!.AsArray())!;
    }

    private static Task<AlertScheduler> StartAsync(string at, params (string Person, string From, string To)[] absences) =>
        AlertScheduler.StartAsync(at, host => Use(host, absences));

    private static void Use(IWebHostBuilder host, params (string Person, string From, string To)[] absences)
    {
        SchedulerAtRest.UseKey(host, 2, "admin", AdminKey, "admin", "*");
        foreach (var (index, (person, from, to)) in absences.Index())
        {
            host.UseSetting($"Ehcp:Alerts:Default:Absences:{index}:Person", person)
                .UseSetting($"Ehcp:Alerts:Default:Absences:{index}:From", from)
                .UseSetting($"Ehcp:Alerts:Default:Absences:{index}:To", to);
        }
    }
}
