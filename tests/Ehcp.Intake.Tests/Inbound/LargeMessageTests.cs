using System.Text;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.Intake.Tests.Inbound;

/// <summary>A door with one reader, so that a test knows what waits in it.</summary>
public sealed class OneReader : OpenDoor
{
    protected override int Readers => 1;
}

/// <summary>Messages of the largest size cannot fill the memory: when more wait than there is room for, the broker has them back.</summary>
public sealed class LargeMessageTests(OneReader door) : IClassFixture<OneReader>
{
    private const int Messages = 40;
    private const int Largest = 2 * 1024 * 1024;
    private const string Queue = "ehcp.inbound.events";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_there_is_no_room_for_goes_back_and_each_is_dealt_with_in_the_end()
    {
        var small = Given.ARequest();
        await door.SendAsync(small.ToJsonString());
        await door.RecordedAsync((string)small["id"]!); // from here on the door asks for many at a time

        await using (var holding = await door.Intake.Database.OpenConnectionAsync(Stop))
        await using (var transaction = await holding.BeginTransactionAsync(Stop))
        {
            await using (var hold = new NpgsqlCommand("lock table rejection in exclusive mode", holding, transaction))
            {
                await hold.ExecuteNonQueryAsync(Stop);
            }

            for (var number = 0; number < Messages; number++)
            {
                await door.SendAsync(Encoding.UTF8.GetBytes($"{number}".PadRight(Largest, 'x')), door.Envelope(OpenDoor.Structured));
            }

            await Until.TrueAsync(async () => await door.Operator.MessageCountAsync(Queue, Stop) == Messages, TimeSpan.FromSeconds(60), Stop);
        }

        await Until.EqualAsync(
            (long)Messages,
            () =>
            {
                door.Intake.Clock.Advance(TimeSpan.FromSeconds(1)); // where the table was waited for too long, the door pauses
                return door.Intake.Database.CountAsync("rejection");
            },
            TimeSpan.FromSeconds(60), Stop);
        await Until.EqualAsync(0u, () => door.Operator.MessageCountAsync(Queue, Stop), cancellationToken: Stop);
        Assert.InRange(await door.RejectedCountAsync(), (uint)Messages, (uint)Messages + 1);
    }
}
