using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Npgsql;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests;

/// <summary>A Scheduler killed with SIGKILL after the mail server has taken a mail and before it could mark it.</summary>
public sealed class KilledSenderTests(Deployment deployment) : IClassFixture<Deployment>
{
    private static readonly TimeSpan TwoSweeps = TimeSpan.FromSeconds(130);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_acceptance_and_marking_it_sends_the_same_mail_under_the_same_id_and_tells_nobody_twice_otherwise()
    {
        var now = TimeProvider.System.GetUtcNow();
        deployment.Mail.AnswerAlways(SmtpAnswer.AcceptAndHang);
        await deployment.Doors.SendAsync(Event("k-1", "KILLED-1", "request-received", now.AddDays(-140), ("receivedOn", $"{now.AddDays(-150):yyyy-MM-dd}")));
        await deployment.Doors.SendAsync(
            Event("k-2", "KILLED-1", "case-assigned", now.AddDays(-139), ("caseOfficer", "officer@example.org"), ("team", "North")));
        await UntilAsync(() => deployment.Doors.CaseAsync("KILLED-1"), known => known["facts"]!.AsArray().Count == 2);
        await deployment.Mail.WaitForAsync(mail => mail.Text!.Contains("KILLED-1", StringComparison.Ordinal), TwoSweeps, Stop);

        await deployment.Scheduler.KillAsync();
        Assert.Equal("sending", await deployment.ReadAsync<string>("Scheduler", "select min(state) from mail where attempts > 0"));
        deployment.Mail.AnswerAlways(SmtpAnswer.Accept);
        await ExecuteAsync("update mail set not_before = now() where state = 'sending'"); // as if the dead one's lease had ended
        await deployment.Scheduler.StartAsync();

        await Until.EqualAsync(0L, () => deployment.ReadAsync<long>("Scheduler", "select count(*) from mail where state <> 'accepted'"), TwoSweeps, Stop);
        var rows = await deployment.ReadAsync<long>("Scheduler", "select count(*) from mail");
        Assert.Equal(rows, deployment.Mail.Messages.DistinctBy(mail => mail.MessageId).Count());
        Assert.Equal(rows, deployment.Mail.Messages.DistinctBy(mail => (mail.To[0], mail.Subject, mail.Text)).Count());
        Assert.Equal(rows + 1, deployment.Mail.Messages.Count);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(deployment.Databases["Scheduler"]);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
