using Npgsql;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary><c>GET /v1/minutes</c>: the minutes in which the figures do not hold what Intake recorded.</summary>
public static class ReadMinutes
{
    private const int Most = 100;

    private const string Sql = """
        select minute, announced, counted from recorded_minute
        where announced <> counted and minute < (select announced_to from completeness) order by minute limit $1
        """;

    /// <param name="KnownTo">Every event recorded before it is in the figures.</param>
    /// <param name="AnnouncedTo">Up to where Intake has told its minutes without a gap.</param>
    /// <param name="Disagreeing">The earliest minutes that differ, at most 100.</param>
    public sealed record Answer(DateTimeOffset? KnownTo, DateTimeOffset? AnnouncedTo, IReadOnlyList<Disagreement> Disagreeing);

    /// <param name="Minute">Its beginning, UTC.</param>
    /// <param name="Announced">Events that Intake recorded in it.</param>
    /// <param name="Counted">Of them, those in the figures.</param>
    public sealed record Disagreement(DateTimeOffset Minute, int Announced, int Counted);

    internal static async Task<Answer> HandleAsync(AgreeMinutes minutes, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var (knownTo, announcedTo) = await minutes.RunAsync(cancellationToken);
        var disagreeing = new List<Disagreement>();
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = Most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            disagreeing.Add(new(reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1), reader.GetInt32(2)));
        }

        return new(knownTo, announcedTo, disagreeing);
    }
}
