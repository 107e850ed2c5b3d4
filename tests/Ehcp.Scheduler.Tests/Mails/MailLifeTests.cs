using System.Text.RegularExpressions;
using Ehcp.Scheduler.Mails;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Scheduler.Tests.Mails;

/// <summary>The life of a mail: each step from each state, against the database, by a table that is written down here once more.</summary>
public sealed partial class MailLifeTests(SchedulerAtRest scheduler) : IClassFixture<SchedulerAtRest>
{
    private static readonly DateTimeOffset Now = new(2026, 7, 16, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string Step, string[] From, string? To)[] Life =
    [
        ("plan", [], "planned"),
        ("write", [], "sending"),
        ("claim", ["planned", "sending"], "sending"),
        ("forget", ["planned"], null),
        ("accept", ["sending"], "accepted"),
        ("defer", ["sending"], "sending"),
        ("give up", ["sending"], "failed"),
        ("park", ["sending"], "parked"),
        ("ask", ["accepted"], "accepted"),
        ("deliver", ["accepted"], "delivered"),
        ("come back", ["accepted"], "failed"),
        ("resend", ["parked", "failed"], "sending"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Steps => new(
        from step in Life
        where step.From.Length > 0
        from state in MailStates.Names
        select (step.Step, state));

    [Fact]
    public void There_are_these_steps_and_no_others() =>
        Assert.Equal(
            Life.Select(step => $"{step.Step}: {string.Join(", ", step.From)} -> {step.To}"),
            MailStep.All.Select(step => $"{step.Name}: {string.Join(", ", step.FromNames)} -> {(step.To is null ? null : step.ToName)}"));

    [Theory, MemberData(nameof(Steps))]
    public async Task A_step_is_taken_from_where_it_starts_and_from_nowhere_else(string step, string from)
    {
        var (_, starts, to) = Life.Single(each => each.Step == step);
        var mail = await AMailAsync(from);

        var taken = await TakeAsync(MailStep.All.Single(each => each.Name == step), mail);

        Assert.Equal(starts.Contains(from), taken);
        Assert.Equal(taken ? to : from, await OfAsync<string>(mail, "state"));
    }

    [Fact]
    public async Task A_plan_is_one_mail_for_a_recipient_and_a_channel_until_it_is_claimed()
    {
        var to = new MailTo($"{Guid.NewGuid():n}@council.example", "smtp");
        var first = await PlanAsync(to, to with { Channel = "notify" });
        var second = await PlanAsync(to);
        Assert.Equal((2, 0), (first.Planned, second.Planned));
        Assert.Equal(first.Mails[to], second.Mails[to]);
        Assert.Equal("planned", await OfAsync<string>(first.Mails[to], "state"));

        Assert.True(await TakeAsync(MailStep.Claim, first.Mails[to]));
        Assert.NotEqual(first.Mails[to], (await PlanAsync(to)).Mails[to]);
    }

    [Fact]
    public async Task A_mail_that_begins_with_its_content_keeps_it_to_the_word()
    {
        var to = new MailTo($"{Guid.NewGuid():n}@council.example", "smtp");
        await RunAsync(MailLife.Write("sources", [(to, new("Silent", "text", "<p>html</p>"))], () => $"{Guid.NewGuid():n}@ehcp", Now));

        await using var connection = await scheduler.Database.OpenConnectionAsync(Stop);
        var due = Assert.Single(await MailLife.DueAsync(connection, Now, 1000, Stop), mail => mail.Recipient == to.Address);
        Assert.Equal(("sources", 1, new MailContent("Silent", "text", "<p>html</p>")), (due.Kind, due.Claim, due.Content));
        Assert.Equal("sending", await OfAsync<string>(due.Id, "state"));
    }

    [Fact]
    public async Task An_answer_to_an_earlier_claim_changes_nothing()
    {
        var mail = await AMailAsync("sending", attempts: 2);

        Assert.False(await AnswerAsync(MailStep.Accept, mail, claim: 1));
        Assert.Equal("sending", await OfAsync<string>(mail, "state"));

        Assert.True(await AnswerAsync(MailStep.Accept, mail, claim: 2));
        Assert.Equal("accepted", await OfAsync<string>(mail, "state"));
    }

    [Fact]
    public async Task What_is_put_off_is_not_settled_and_what_is_accepted_is()
    {
        var mail = await AMailAsync("sending");

        Assert.True(await AnswerAsync(MailStep.Defer, mail, claim: 1, next: Now.AddMinutes(5)));
        Assert.Equal((true, Now.AddMinutes(5)), (await OfAsync<bool>(mail, "settled_at is null"), await OfAsync<DateTimeOffset>(mail, "not_before")));

        Assert.True(await AnswerAsync(MailStep.Accept, mail, claim: 1));
        Assert.Equal((Now, Now.AddMinutes(5)), (await OfAsync<DateTimeOffset>(mail, "settled_at"), await OfAsync<DateTimeOffset>(mail, "not_before")));
        Assert.Equal("250 fine", await OfAsync<string>(mail, "provider_answer"));
    }

    [Fact]
    public async Task What_is_sent_once_more_is_as_if_it_had_not_been_settled()
    {
        var mail = await AMailAsync("sending");
        Assert.True(await AnswerAsync(MailStep.Park, mail, claim: 1));

        Assert.Equal([mail], await MailLife.ResendAsync(scheduler.Database, [mail], Now.AddDays(1), Stop));

        Assert.Equal((true, Now.AddDays(1)), (await OfAsync<bool>(mail, "settled_at is null"), await OfAsync<DateTimeOffset>(mail, "sending_at")));
    }

    [Fact]
    public async Task What_was_asked_of_for_too_long_is_never_asked_of_again()
    {
        var mail = await AMailAsync("accepted");

        await MailLife.AskAgainAsync(scheduler.Database, mail, DateTimeOffset.MaxValue, Stop);

        Assert.True(await OfAsync<bool>(mail, "not_before = 'infinity'"));
        var asked = await MailLife.ToAskAsync(scheduler.Database, "smtp", Now.AddYears(100), Now.AddYears(100), 1000, Stop);
        Assert.DoesNotContain(asked, each => each.Id == mail);
    }

    [Fact]
    public async Task A_step_that_no_answer_makes_is_not_taken_by_one() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await AnswerAsync(MailStep.Resend, await AMailAsync("parked"), claim: null));

    [Fact]
    public void Nothing_else_writes_to_the_mails() =>
        Assert.Equal(["MailLife.cs"], Sources("").Where(file => Writing().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));

    // An alert is planned too, and Intake accepts events.
    [Theory]
    [InlineData("Mails")]
    [InlineData("Digests")]
    [InlineData("Plans")]
    [InlineData("Reading")]
    [InlineData("Sources")]
    [InlineData("Sweeps")]
    public void No_state_of_a_mail_is_spelt_out_but_where_they_are_named(string room) =>
        Assert.Equal(room == "Mails" ? ["MailState.cs"] : [], Sources(room).Where(file => State().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));

    private static IEnumerable<string> Sources(string room) =>
        from file in Directory.EnumerateFiles(Path.Combine(Checkout.Folder, "services", "Ehcp.Scheduler", room), "*.cs", SearchOption.AllDirectories)
        where !Path.GetRelativePath(Checkout.Folder, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "Migrations")
        select file;

    [GeneratedRegex(@"\b(insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+mail\b", RegexOptions.IgnoreCase)]
    private static partial Regex Writing();

    [GeneratedRegex("""["'](sending|accepted|delivered|failed|parked)["']""")]
    private static partial Regex State();

    private async Task<bool> TakeAsync(MailStep step, long mail)
    {
        if (step == MailStep.Claim)
        {
            await using var connection = await scheduler.Database.OpenConnectionAsync(Stop);
            var due = (await MailLife.DueAsync(connection, Now, 1000, Stop)).Exists(each => each.Id == mail);
            var claimed = new ClaimedMail(mail, 1, "pat@council.example", "pat@council.example", "1@ehcp", "smtp", new("S", "T", "H"), Now);
            var frozen = await RunAsync(MailLife.Freeze([claimed], Now, Now.AddMinutes(10)));
            Assert.Equal(due, frozen == 1);
            return due;
        }

        if (step == MailStep.Forget)
        {
            return await RunAsync(MailLife.Forget([mail])) == 1;
        }

        if (step == MailStep.Ask)
        {
            await MailLife.AskAgainAsync(scheduler.Database, mail, Now.AddSeconds(-1), Stop);
            var asked = (await MailLife.ToAskAsync(scheduler.Database, "smtp", Now, Now.AddMinutes(15), 1000, Stop)).Exists(each => each.Id == mail);
            Assert.Equal(asked ? Now.AddMinutes(15) : Now, await OfAsync<DateTimeOffset>(mail, "not_before"));
            return asked;
        }

        return step == MailStep.Resend
            ? (await MailLife.ResendAsync(scheduler.Database, [mail], Now, Stop)).Contains(mail)
            : await AnswerAsync(step, mail, claim: null);
    }

    private async Task<bool> AnswerAsync(MailStep step, long mail, int? claim, DateTimeOffset? next = null)
    {
        await using var connection = await scheduler.Database.OpenConnectionAsync(Stop);
        return await MailLife.AnswerAsync(connection, step, mail, claim, "250 fine", Now, next, Stop);
    }

    private async Task<(Dictionary<MailTo, long> Mails, int Planned)> PlanAsync(params MailTo[] recipients)
    {
        await using var connection = await scheduler.Database.OpenConnectionAsync(Stop);
        return await MailLife.PlanAsync(connection, "alerts", recipients, () => $"{Guid.NewGuid():n}@ehcp", Now, Stop);
    }

    private async Task<int> RunAsync(NpgsqlBatchCommand command)
    {
        await using var connection = await scheduler.Database.OpenConnectionAsync(Stop);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        return await batch.ExecuteNonQueryAsync(Stop);
    }

    private async Task<long> AMailAsync(string state, int attempts = 1)
    {
        await using var insert = scheduler.Database.CreateCommand("""
            insert into mail (
                kind, recipient, channel, message_id, state, attempts, not_before, created_at, subject, text, html, provider_answer, sent_to, settled_at)
            values ('alerts', $1, 'smtp', $1, $2, $3, $4, $4, 'S', 'T', 'H', 'x', $1, $4) returning id
            """);
        insert.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = $"{Guid.NewGuid():n}@council.example" }, new() { Value = state }, new() { Value = attempts }, new() { Value = Now },
        });
        return (long)(await insert.ExecuteScalarAsync(Stop))!;
    }

    private async Task<T?> OfAsync<T>(long mail, string column)
    {
        await using var select = scheduler.Database.CreateCommand($"select {column} from mail where id = {mail}");
        await using var row = await select.ExecuteReaderAsync(Stop);
        return await row.ReadAsync(Stop) ? await row.GetFieldValueAsync<T>(0, Stop) : default;
    }
}
