using System.Text;
using Ehcp.Intake.Tests.Importing;
using Ehcp.Intake.WatchedFolders;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Intake.Tests.WatchedFolders;

/// <summary>A folder that a nightly job fills.</summary>
public sealed class WatchedFolderTests(RunningIntake intake) : IClassFixture<RunningIntake>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ehcp-watched-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_file_is_taken_and_moved_with_its_report_beside_it()
    {
        Leave("mapping.json", Encoding.UTF8.GetBytes(Wide.Mapping("drop-one", "drop-one").ToJsonString()));
        Leave("night.csv", Wide.File(Wide.Row("N-1"), Wide.Row("N-2", "x")));

        await LookAsync();

        Assert.Equal(["done/night.csv", "done/night.csv.errors.csv", "done/night.csv.report.txt", "mapping.json"], Files());
        Assert.Contains("rows read: 2", await File.ReadAllTextAsync(In("done/night.csv.report.txt"), Stop), StringComparison.Ordinal);
        Assert.Contains("3,Date received,", await File.ReadAllTextAsync(In("done/night.csv.errors.csv"), Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(Wide.Child, await File.ReadAllTextAsync(In("done/night.csv.errors.csv"), Stop), StringComparison.Ordinal);
        Assert.Equal(1, await intake.Database.CountAsync("ledger where source = 'drop-one' and api_key = 'any'"));

        Leave("night.csv", Wide.File(Wide.Row("N-1")));
        await LookAsync();
        Assert.Contains("done/night-2.csv", Files()); // of the same name, and beside the first
    }

    [Theory]
    [InlineData("night.csv", 5)] // somebody may still be writing
    [InlineData("night.csv.part", 600)]
    [InlineData("night.csv.filepart", 600)]
    [InlineData(".night.csv", 600)]
    public async Task A_file_that_is_not_whole_waits(string name, int secondsOld)
    {
        Leave("mapping.json", Encoding.UTF8.GetBytes(Wide.Mapping("drop-two", "drop-two").ToJsonString()));
        Leave(name, Wide.File(Wide.Row("N-1")), secondsOld);

        await LookAsync();

        Assert.Equal(0, await intake.Database.CountAsync("ledger where source = 'drop-two'"));
        Assert.Contains(name, Files());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_and_says_why()
    {
        Leave("mapping.json", Encoding.UTF8.GetBytes(Wide.Mapping("drop-three", "drop-three").ToJsonString()));
        Leave("other.csv", "A,B\n1,2\n"u8.ToArray());

        await LookAsync();

        Assert.Equal(["mapping.json", "refused/other.csv", "refused/other.csv.report.txt"], Files());
        Assert.Contains("problem: The file has no column", await File.ReadAllTextAsync(In("refused/other.csv.report.txt"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_sends_within_the_bounds_of_its_key()
    {
        Leave("mapping.json", Encoding.UTF8.GetBytes(Wide.Mapping("drop-four", "drop-four").ToJsonString()));
        Leave("night.csv", Wide.File(Wide.Row("N-1")));

        await LookAsync("synergy");

        Assert.Contains("may not send for the source of mapping.json", await File.ReadAllTextAsync(In("refused/night.csv.report.txt"), Stop), StringComparison.Ordinal);
        Assert.Equal(0, await intake.Database.CountAsync("ledger where source = 'drop-four'"));
    }

    [Fact]
    public async Task What_was_done_with_is_deleted_after_a_while()
    {
        Leave("mapping.json", Encoding.UTF8.GetBytes(Wide.Mapping("drop-five", "drop-five").ToJsonString()));
        Leave("night.csv", Wide.File(Wide.Row("N-1")));
        await LookAsync();
        Assert.Contains("done/night.csv", Files());

        intake.Clock.Advance(TimeSpan.FromDays(31));
        await LookAsync();

        Assert.Equal(["mapping.json"], Files());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task LookAsync(string key = "any") => intake.Services.GetRequiredService<WatchFolders>()
        .LookAsync(new WatchedFolderSettings.Folder { Path = _folder.FullName, Key = key }, Stop);

    private void Leave(string name, byte[] content, int secondsOld = 600)
    {
        File.WriteAllBytes(In(name), content);
        File.SetLastWriteTimeUtc(In(name), intake.Clock.GetUtcNow().UtcDateTime.AddSeconds(-secondsOld));
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.FullName, file)).Order(StringComparer.Ordinal);
}
