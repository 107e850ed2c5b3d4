using Ehcp.Hosting.Sql;

namespace Ehcp.Intake.Importing;

/// <summary>States of an import, as they are kept and told.</summary>
internal static class ImportStates
{
    public const string Running = "running";
    public const string Finished = "finished";

    /// <summary>It ended before the file did. The same file, sent again, goes on.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The file cannot be read, or is not of the kind that the mapping is for.</summary>
    public const string Refused = "refused";

    public static string[] All { get; } = [Running, Finished, Interrupted, Refused];
}

/// <summary>An import or a try, as it is kept.</summary>
internal sealed record ImportRecord(
    long Number, Guid Id, long Extract, string Source, string Authority, string Mapping, int MappingVersion, byte[] MappingHash, bool IsTrial, string State,
    DateTimeOffset Time, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string ApiKey, ImportCounts Counts,
    string[] Dropped, string[] Unused, string[] Absent, string? Problem)
{
    /// <summary>What a statement selects for <see cref="Read"/>, from <c>import</c> and <c>extract</c>.</summary>
    internal const string Columns = """
        number, id, extract, source, authority, mapping, mapping_version, mapping_hash, is_trial, state, time, started_at, updated_at, finished_at, api_key,
        counts::text as counts, dropped, unused, absent, problem
        """;

    internal static ImportRecord Read(Rows row) => new(
        row.Long("number"), row.Id("id"), row.Long("extract"), row.Text("source"), row.Text("authority"), row.Text("mapping"), row.Int("mapping_version"),
        row.Bytes("mapping_hash"), row.Flag("is_trial"), row.Text("state"), row.Instant("time"), row.Instant("started_at"), row.Instant("updated_at"), row.InstantOrNull("finished_at"),
        row.Text("api_key"), System.Text.Json.JsonSerializer.Deserialize(row.Text("counts"), ImportStateJson.Default.ImportCounts)!,
        row.Value<string[]>("dropped"), row.Value<string[]>("unused"), row.Value<string[]>("absent"), row.TextOrNull("problem"));
}
