using Ehcp.Contracts;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>Imports whose sender, or whose service, was killed.</summary>
public sealed class InterruptedImportTests(RunningIntake intake) : ImportTest(intake)
{
    [Fact]
    public async Task A_sender_that_is_killed_in_the_middle_goes_on_and_doubles_nothing()
    {
        await StoreAsync(Wide.Mapping(Name, Source));
        var rows = Enumerable.Range(0, 6_000).Select(at => Wide.Row($"P-{at}", planOn: "01/06/2026")).ToList();
        var (file, id) = (Wide.File(rows), Guid.NewGuid());
        await using (var half = new HalfFile(file, file.Length / 2))
        {
            using var killed = new CancellationTokenSource();
            using var content = new StreamContent(half) { Headers = { ContentType = new("text/csv") } };
            var sending = Intake.Client.PostAsync(new Uri($"/v1/imports?mapping={Name}&id={id}", UriKind.Relative), content, killed.Token);
            await Until.TrueAsync(async () => await Intake.Database.CountAsync($"ledger where source = '{Source}'") > 2_000, cancellationToken: Stop);
            var running = (await Intake.GetAsync($"/v1/imports/{id}")).Json;
            Assert.Equal("running", (string?)running["state"]);
            Assert.Equal("urn:ehcp:import-running", (await PostAsync(file, $"?mapping={Name}")).Type); // one at a time
            await killed.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        await Until.EqualAsync("interrupted", async () => (string?)(await Intake.GetAsync($"/v1/imports/{id}")).Json["state"], cancellationToken: Stop);
        Intake.Clock.Advance(TimeSpan.FromHours(1));

        // It may take the one that was interrupted a moment to be gone.
        Answer again = null!;
        await Until.TrueAsync(async () => (again = await PostAsync(file, $"?mapping={Name}&id={id}")).Status != 409, cancellationToken: Stop);
        var report = again.Json;

        Assert.Equal("finished", (string?)report["state"]);
        Assert.True(Rows(report, "unchanged") > 0);
        Assert.Equal((6_000, 0), (Rows(report, "read"), Rows(report, "refused")));
        Assert.Equal(12_000, await Intake.Database.CountAsync($"ledger where source = '{Source}'"));
        Assert.Equal(6_000, await Intake.Database.CountAsync($"(select distinct subject from ledger where source = '{Source}') as cases"));
        Assert.Equal(report.ToJsonString(), (await PostAsync(file, $"?mapping={Name}&id={id}")).Json.ToJsonString()); // asked again, it only answers
    }

    [Fact]
    public async Task What_was_recorded_and_not_remembered_is_recognised()
    {
        var file = Wide.File(Enumerable.Range(0, 50).Select(at => Wide.Row($"Q-{at}")));
        await SendAsync(file);
        await Intake.Database.ExecuteAsync("delete from import_row where subject like 'Q-%'"); // as after a kill between the ledger and the memory
        Intake.Clock.Advance(TimeSpan.FromHours(1));

        var report = await SendAsync(file);

        Assert.Equal((50, 50, 0), (Events(report, "new"), Events(report, "recordedBefore"), Rows(report, "refused")));
        Assert.Equal(50, (await FactsAsync()).Count);
    }

    /// <summary>The first part of a file, and then nothing more, as of a sender that hangs.</summary>
    private sealed class HalfFile(byte[] file, int length) : MemoryStream(file, 0, length)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
