using Ehcp.Conformance;
using Ehcp.Conformance.Checks;
using Ehcp.Intake.Tests.Inbound;

namespace Ehcp.Intake.Tests.Conformance;

/// <summary>The kit at the door at the broker.</summary>
public sealed class AmqpConformanceTests(OpenDoor door) : IClassFixture<OpenDoor>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_the_broker_s_door_everything_passes()
    {
        var report = await ConformanceRun.RunAsync(Options(door.Address), door.Intake.Clock, [AmqpChecks.RunAsync], Stop);

        Assert.Equal("", string.Join('\n', report.Results.Where(result => !result.Passed).Take(20)));
        Assert.InRange(report.Passed, 80, 200);
    }

    [Fact]
    public async Task A_broker_that_nobody_is_at_is_told()
    {
        var report = await ConformanceRun.RunAsync(Options(new("amqp://nobody:x@127.0.0.1:1/")), door.Intake.Clock, [AmqpChecks.RunAsync], Stop);

        Assert.False(report.AllPassed);
        Assert.Contains(report.Results, result => result.Got == "not confirmed: BrokerUnreachableException");
    }

    private ConformanceOptions Options(Uri broker) =>
        new(door.Intake.Client.BaseAddress!, door.Intake.Upstream, RunningIntake.ConformanceSource, "E08000025", broker);
}
