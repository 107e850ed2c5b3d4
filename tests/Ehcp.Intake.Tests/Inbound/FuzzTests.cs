using Ehcp.Fuzz;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Inbound;

/// <summary>The short form of <c>deploy/fuzz</c>: a few thousand mutated events and rows by all three doors.</summary>
public sealed class FuzzTests(FuzzTests.OpenDoorForEverything door) : IClassFixture<FuzzTests.OpenDoorForEverything>
{
    [Fact]
    public async Task Nothing_is_an_error_of_ours_and_nothing_is_taken_that_the_schemas_refuse()
    {
        using var client = door.Intake.Caller(RunningIntake.AnyKey);
        client.BaseAddress = new Uri(client.BaseAddress!.AbsoluteUri.TrimEnd('/') + "/");
        var target = new FuzzTarget(client, door.Address, door.Intake.ConnectionString, door.Intake.Clock);

        var (tally, _) = await FuzzRun.SendAsync(new(2026, 6_000, FuzzOptions.AllDoors), target, TestContext.Current.CancellationToken);

        Assert.True(tally.FaultsInAll == 0, string.Join('\n', tally.Faults.Concat(tally.Lines())));
        Assert.Equal(6_000, tally.Sent);
        Assert.All(FuzzOptions.AllDoors, each => Assert.InRange(
            tally.Of(each, "none").Accepted, tally.Of(each, "none").Sent * 3 / 4, tally.Of(each, "none").Sent));
        Assert.All(["cut-off", "utf-16", "latin-1", "field-unknown", "nested"], kind => Assert.Equal(
            (0, 0), (tally.Of("http", kind).Accepted, tally.Of("amqp", kind).Accepted)));
        Assert.All(["attribute-missing", "field-kind", "field-unknown", "raw-value", "bytes"], kind => Assert.InRange(
            tally.Of("http", kind).Accepted, 0, tally.Of("http", kind).Sent * 9 / 10));
    }

    [Fact]
    public async Task The_same_seed_sends_the_same()
    {
        using var client = door.Intake.Caller(RunningIntake.AnyKey);
        client.BaseAddress = new Uri(client.BaseAddress!.AbsoluteUri.TrimEnd('/') + "/");
        var target = new FuzzTarget(client, door.Address, door.Intake.ConnectionString, door.Intake.Clock);
        var options = new FuzzOptions(7, 300, [FuzzOptions.Http]);
        var (first, _) = await FuzzRun.SendAsync(options, target, TestContext.Current.CancellationToken);

        var before = await door.Intake.Database.CountAsync("ledger");
        var (again, _) = await FuzzRun.SendAsync(options, target, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, first.Accepted);
        Assert.Equal((0, before), (again.Accepted, await door.Intake.Database.CountAsync("ledger")));
        Assert.Equal(first.Lines().Select(line => line[..39]), again.Lines().Select(line => line[..39]));
    }

    /// <summary>The door at the broker for a user who may send everything.</summary>
    public sealed class OpenDoorForEverything : OpenDoor
    {
        protected override bool SendsEverything => true;
    }
}
