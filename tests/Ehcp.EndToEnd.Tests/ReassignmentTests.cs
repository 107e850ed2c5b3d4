using Ehcp.EndToEnd.Tests.Deployments;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests;

/// <summary>An officer leaves, over all three services.</summary>
public sealed class ReassignmentTests(Deployment deployment) : IClassFixture<Deployment>
{
    [Fact]
    public async Task All_open_cases_of_an_officer_who_leaves_are_somebody_elses()
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var number = 1; number <= 3; number++)
        {
            await deployment.Doors.SendAsync(
                Event($"r-{number}", $"LEAVE-{number}", "request-received", now.AddDays(-20), ("receivedOn", $"{now.AddDays(-30):yyyy-MM-dd}")));
            await deployment.Doors.SendAsync(
                Event($"a-{number}", $"LEAVE-{number}", "case-assigned", now.AddDays(-19), ("caseOfficer", "Leaves@example.org"), ("team", "North")));
        }

        await deployment.Doors.SendAsync(
            Event("closed", "LEAVE-3", "request-closed", now.AddDays(-2), ("closedOn", $"{now.AddDays(-2):yyyy-MM-dd}"), ("reason", "withdrawn")));
        await UntilAsync(() => deployment.Doors.CaseAsync("LEAVE-3"), known => known["facts"]!.AsArray().Count == 3);

        var answer = await deployment.Doors.ReassignAsync("leaves@example.org", "stays@example.org");
        Assert.Equal(["LEAVE-1", "LEAVE-2"], answer["cases"]!.AsArray().Select(each => (string?)each!["caseReference"]));
        Assert.Equal((2, 0, 0), ((int)answer["sent"]!, (int)answer["sentBefore"]!, (int)answer["refused"]!));

        await UntilAsync(() => deployment.Doors.CaseAsync("LEAVE-1"), known => known["facts"]!.AsArray().Count == 3);
        await UntilAsync(() => deployment.Doors.CaseAsync("LEAVE-2"), known => known["facts"]!.AsArray().Count == 3);
        Assert.Equal(2L, await deployment.ReadAsync<long>("Scheduler", "select count(*) from case_timeline where case_officer = 'stays@example.org'"));
        Assert.Empty((await deployment.Doors.ReassignAsync("leaves@example.org", "stays@example.org"))["cases"]!.AsArray());
    }
}
