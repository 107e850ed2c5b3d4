using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Mappings;
using Ehcp.Intake.Uploads;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Intake.WatchedFolders;

/// <summary>
/// Looks into the folders, as a nightly job or an SFTP server fills them. A file on which nothing was written for a while is imported and moved to
/// <c>done</c> or <c>refused</c>, with its report beside it. Until then it stays where it is, so that one that was interrupted is read again.
/// </summary>
internal sealed class WatchFolders(
    IOptions<WatchedFolderSettings> settings, KeysByName keys, MappingStore mappings, ImportFile imports, NpgsqlDataSource database, TimeProvider clock,
    ILogger<WatchFolders> log)
    : Pass("A watched folder cannot be read, and its files wait", "Watched folders are read again", Every, clock, log)
{
    private const string OwnMapping = "mapping.json";
    private const string Done = "done";
    private const string Refused = "refused";
    private static readonly string[] Kept = [Done, Refused];
    private static readonly string[] Unfinished = [".part", ".partial", ".tmp", ".filepart", ".crdownload", ".swp"];

    private readonly TimeProvider _clock = clock;

    internal static Pace Every { get; } = new(TimeSpan.FromSeconds(15)) { Deadline = TimeSpan.FromHours(12), LongestPause = TimeSpan.FromMinutes(5) };

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var troubles = new List<Exception>();
        foreach (var folder in settings.Value.Folders)
        {
            try
            {
                await LookAsync(folder, cancellationToken);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or InvalidOperationException or NpgsqlException)
            {
                troubles.Add(trouble); // the other folders have nothing to do with it
            }
        }

        return troubles is [var one] ? throw one : troubles.Count > 1 ? throw new AggregateException(troubles) : false;
    }

    /// <summary>Takes every whole file of a folder, the oldest first.</summary>
    internal async Task LookAsync(WatchedFolderSettings.Folder folder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var turn = $"folder {folder.Path}";
        if (!await Turn.TryHoldAsync(connection, turn, cancellationToken))
        {
            return; // another process has it
        }

        try
        {
            foreach (var file in WholeFiles(folder))
            {
                await TakeAsync(folder, file, cancellationToken);
            }

            Forget(folder);
        }
        finally
        {
            await Turn.ReleaseAsync(connection, turn, CancellationToken.None);
        }
    }

    private IEnumerable<FileInfo> WholeFiles(WatchedFolderSettings.Folder folder) =>
        [.. new DirectoryInfo(folder.Path).EnumerateFiles()
            .Where(file => !file.Name.StartsWith('.') && !string.Equals(file.Name, OwnMapping, StringComparison.OrdinalIgnoreCase)
                && !Array.Exists(Unfinished, ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                && _clock.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc) >= folder.QuietFor)
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)];

    private async Task TakeAsync(WatchedFolderSettings.Folder folder, FileInfo file, CancellationToken cancellationToken)
    {
        var (order, refusal) = await OrderAsync(folder, cancellationToken);
        if (order is null)
        {
            Move(folder, file, Refused, refusal!, errors: null);
            return;
        }

        ImportOutcome outcome;
        await using (var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous))
        {
            outcome = await imports.RunAsync(order, stream, cancellationToken);
        }

        switch (outcome.End)
        {
            case ImportEnd.Finished or ImportEnd.Refused:
                var errors = await RowErrors.ListAsync(database, outcome.Import!.Id, 0, RowErrors.MostRows, cancellationToken);
                Move(
                    folder, file, outcome.End == ImportEnd.Finished ? Done : Refused, ImportReport.Of(outcome.Import).InWords(),
                    errors.Count == 0 ? null : ErrorFile.Of(errors));
                break;
            default:
                throw new IOException($"A file waits: {outcome.End}.");
        }
    }

    private async Task<(ImportOrder? Order, string? Refusal)> OrderAsync(WatchedFolderSettings.Folder folder, CancellationToken cancellationToken)
    {
        if (keys.Find(folder.Key) is not { } sender)
        {
            throw new InvalidOperationException($"There is no key {folder.Key}, which is to bound what the files of {folder.Path} may send.");
        }

        var (mapping, refusal) = await MappingAsync(folder, sender, cancellationToken);
        if (mapping is null)
        {
            return (null, refusal);
        }

        var source = folder.Source ?? mapping.Mapping.Source;
        var authority = folder.Authority is { } code ? Authorities.Find(code)!.OnsCode : null;
        if (source is null || (authority is null && mapping.Mapping.Authority is null))
        {
            return (null, $"problem: Neither the folder nor the mapping names {(source is null ? "a source" : "the authority")}.\n");
        }

        var order = new ImportOrder(Guid.NewGuid(), mapping, source, authority, IsTrial: false, Charset: null, sender);
        return (order.WholeAuthority is { } whole ? Caller.Of(sender).MaySend(source, whole) : sender.MaySendFrom(source))
            ? (order, null)
            : (null, "problem: The key of the folder may not send for this source, or not for this authority.\n");
    }

    private async Task<(StoredMapping? Mapping, string? Refusal)> MappingAsync(
        WatchedFolderSettings.Folder folder, ClaimsPrincipal sender, CancellationToken cancellationToken)
    {
        if (folder.Mapping.Length > 0)
        {
            return await mappings.FindAsync(folder.Mapping, version: null, cancellationToken) is { } stored
                ? (stored, null)
                : (null, $"problem: There is no mapping {folder.Mapping}.\n");
        }

        var path = Path.Combine(folder.Path, OwnMapping);
        if (!File.Exists(path))
        {
            return (null, $"problem: The folder names no mapping and has no {OwnMapping}.\n");
        }

        try
        {
            var file = await File.ReadAllBytesAsync(path, cancellationToken);
            var mapping = MappingJson.Read(file);
            if (mapping.Source is null && folder.Source is not null)
            {
                mapping = mapping with { Source = folder.Source };
                file = MappingJson.Write(mapping);
            }

            var errors = MappingCheck.Errors(mapping);
            var newest = errors.Count > 0 ? null : await mappings.FindAsync(mapping.Name, version: null, cancellationToken);
            return errors.Count == 0
                ? MappingStore.MayChange(sender, mapping) && (newest is null || MappingStore.MayChange(sender, newest.Mapping))
                    ? (await mappings.StoreAsync(mapping, file, sender.KeyName(), cancellationToken), null)
                    : (null, $"problem: The key of the folder may not send for the source of {OwnMapping}, or of the mapping that is called so already.\n")
                : (null, string.Concat(errors.Select(error => $"problem: {OwnMapping} {error.Pointer}: {error.Detail}\n")));
        }
        catch (JsonException broken)
        {
            return (null, $"problem: {OwnMapping} is no JSON of a mapping: {broken.Path ?? "$"}.\n");
        }
    }

    // The report first: a file that was moved has one.
    private void Move(WatchedFolderSettings.Folder folder, FileInfo file, string to, string report, byte[]? errors)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, to)).FullName;
        var name = Path.Combine(target, file.Name);
        for (var again = 2; File.Exists(name); again++)
        {
            name = Path.Combine(target, $"{Path.GetFileNameWithoutExtension(file.Name)}-{again}{file.Extension}");
        }

        File.WriteAllText(name + ".report.txt", report, Encoding.UTF8);
        if (errors is not null)
        {
            File.WriteAllBytes(name + ".errors.csv", errors);
        }

        file.MoveTo(name);
        foreach (var kept in new[] { name, name + ".report.txt", name + ".errors.csv" }.Where(File.Exists))
        {
            File.SetLastWriteTimeUtc(kept, _clock.GetUtcNow().UtcDateTime); // it is kept for so long from now on
        }

        log.LogInformation("A file of a watched folder was moved to {Folder}", to);
    }

    private void Forget(WatchedFolderSettings.Folder folder)
    {
        if (folder.KeepDays == 0)
        {
            return;
        }

        var before = _clock.GetUtcNow().AddDays(-folder.KeepDays).UtcDateTime;
        foreach (var file in Kept.Select(name => new DirectoryInfo(Path.Combine(folder.Path, name))).Where(kept => kept.Exists)
            .SelectMany(kept => kept.EnumerateFiles()).Where(file => file.LastWriteTimeUtc < before).ToList())
        {
            file.Delete();
        }
    }
}
