using Ehcp.Hosting.Sql;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary><c>GET /v1/minutes</c>: the minutes in which the figures do not hold what Intake recorded.</summary>
public static class ReadMinutes
{
    private const int Most = 100;

    private const string Sql = """
        select minute, announced, counted from recorded_minute
        where announced <> counted and minute < (select announced_to from completeness) order by minute limit @most
        """;

    internal static async Task<Ok<MinutesAnswer>> HandleAsync(AgreeMinutes minutes, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var (knownTo, announcedTo) = await minutes.RunAsync(cancellationToken);
        await using var command = database.Sql(Sql).With("most", Most);
        var disagreeing = await command.ListAsync(
            row => new DisagreeingMinute(row.Instant("minute"), row.Int("announced"), row.Int("counted")), cancellationToken);
        return TypedResults.Ok(new MinutesAnswer(knownTo, announcedTo, disagreeing));
    }
}

/// <param name="KnownTo">Every event recorded before it is in the figures.</param>
/// <param name="AnnouncedTo">Up to where Intake has told its minutes without a gap.</param>
/// <param name="Disagreeing">The earliest minutes that differ, at most 100.</param>
public sealed record MinutesAnswer(DateTimeOffset? KnownTo, DateTimeOffset? AnnouncedTo, IReadOnlyList<DisagreeingMinute> Disagreeing);

/// <param name="Minute">Its beginning, UTC.</param>
/// <param name="Announced">Events that Intake recorded in it.</param>
/// <param name="Counted">Of them, those in the figures.</param>
public sealed record DisagreeingMinute(DateTimeOffset Minute, int Announced, int Counted);
