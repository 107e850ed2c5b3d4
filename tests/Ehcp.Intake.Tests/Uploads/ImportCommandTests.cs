using System.Diagnostics;
using System.Text.Json.Nodes;
using Ehcp.Intake.Tests.Importing;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Uploads;

/// <summary><c>deploy/import</c>, as a nightly job runs it.</summary>
public sealed class ImportCommandTests(RunningIntake intake) : IClassFixture<RunningIntake>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ehcp-import-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_tried_then_sent_and_the_status_says_whether_all_of_it_was_taken()
    {
        var (mapping, file) = (Leave("mapping.json", Wide.Mapping("by-command", "by-command").ToJsonString()), Leave("my report.csv", Wide.File(Wide.Row("C-1"))));

        var tried = await RunAsync("--dry-run", "--mapping", mapping, file);
        Assert.Equal((0, 0), (tried.Status, await intake.Database.CountAsync("ledger where source = 'by-command'")));
        Assert.Contains("facts that would be sent: 1", tried.Output, StringComparison.Ordinal);
        Assert.Contains("Surname, DOB", tried.Output, StringComparison.Ordinal);

        var sent = await RunAsync("--mapping", "by-command", file);
        Assert.Equal((0, 1), (sent.Status, await intake.Database.CountAsync("ledger where source = 'by-command'")));
        Assert.Contains("facts sent: 1", sent.Output, StringComparison.Ordinal);

        var errors = Path.Combine(_folder.FullName, "errors.csv");
        var refused = await RunAsync("--mapping", "by-command", "--errors", errors, Leave("bad.csv", Wide.File(Wide.Row("C-1"), Wide.Row("C-2", "x"))));
        Assert.Equal(3, refused.Status);
        Assert.Contains("3,Date received,", await File.ReadAllTextAsync(errors, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_is_guessed_and_what_is_guessed_can_be_tried()
    {
        var file = Leave("report.csv", Wide.File(Wide.Row("D-1"))[..^2]);

        var guessed = await RunAsync("--suggest", "--source", "guessed & more", "--authority", "330", file);

        Assert.True(guessed.Status == 0, guessed.Output);
        Assert.Equal("guessed & more", (string?)JsonNode.Parse(guessed.Output)!["source"]);
        Assert.DoesNotContain(Wide.Child, guessed.Output, StringComparison.Ordinal);
        var mapping = Leave("guess.json", guessed.Output.Replace("guessed & more", "guessed", StringComparison.Ordinal));
        Assert.Contains("rows read: 1", (await RunAsync("--dry-run", "--mapping", mapping, file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_with_a_status_of_its_own()
    {
        var file = Leave("report.csv", Wide.File(Wide.Row("E-1")));

        var unknown = await RunAsync("--mapping", "nothing", file);
        Assert.Equal(1, unknown.Status);
        Assert.Contains("There is no mapping of this name", unknown.Errors, StringComparison.Ordinal);
        var other = await RunAsync("--mapping", "sen2-requests", "--source", "sen2", "--authority", "330", file);
        Assert.Equal(3, other.Status);
        Assert.Contains("The file has no column ReceivedDate.", other.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync()).Status);
        Assert.Equal(2, (await RunAsync("--dryrun", file)).Status);
        Assert.Equal(1, (await RunAsync("--mapping", "nothing", file + ".missing")).Status);
        var list = await RunAsync("--list");
        Assert.Contains("sen2-requests (comes with the service)", list.Output, StringComparison.Ordinal);
        Assert.Contains("eyes-unverified (comes with the service, not verified)", list.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Leave(string name, string text) => Leave(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Leave(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.Folder, "deploy", "import"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["INTAKE_URL"] = intake.Client.BaseAddress!.ToString().TrimEnd('/'), ["INTAKE_KEY"] = RunningIntake.AnyKey },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await errors);
    }
}
