using System.Globalization;
using System.Text.Encodings.Web;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Watch;

/// <summary>What the duty address reads. It names no case and no person.</summary>
internal sealed record WatchContent(string Subject, string Text, string Html)
{
    private const string About =
        "Sent by Reporting of the EHCP deadline tracker, once when it begins and once when it is over. Nobody reads replies to this address.";

    /// <param name="silent">Whether the Scheduler does not answer at all.</param>
    /// <param name="wellAt">When it was last well.</param>
    internal static WatchContent Trouble(string concern, bool silent, DateTimeOffset wellAt) => concern switch
    {
        WatchScheduler.Digest =>
            Of("The morning digest is late", "The digest of this working day was not planned by 08:00 London time. Staff do not see what is due today.", Do),
        WatchScheduler.Figures => Of(
            "The figures are not complete",
            $"For more than five minutes they have not held every event that Intake recorded; they did at {Written(wellAt)}. Rates, lists and pages may lack the newest events.",
            "See the runbook: GET /health/figures and GET /v1/minutes of Reporting say which minutes differ; look for error queues and parked messages."),
        _ when silent => Of("The Scheduler does not answer",
            $"It has not answered since {Written(wellAt)}. While it is away nobody watches the deadlines, and nobody is warned.", Do),
        _ => Of("The Scheduler does not sweep",
            $"It answers, but no sweep has completed for five minutes; the last good answer was at {Written(wellAt)}. Nobody is warned of what is due.", Do),
    };

    internal static WatchContent Recovered(string concern, DateTimeOffset since, DateTimeOffset now) => concern switch
    {
        WatchScheduler.Digest => Of("The morning digest is on time again", $"It was late; you were told at {Written(since)}.", "There is nothing to do."),
        WatchScheduler.Figures => Of("The figures are complete again",
            $"You were told at {Written(since)}; at {Written(now)} they held every event that Intake had announced.", "There is nothing to do."),
        _ => Of("The Scheduler sweeps again",
            $"You were told at {Written(since)}; at {Written(now)} it was well. What fell due meanwhile is told now, each case's highest step only.",
            "There is nothing to do."),
    };

    private const string Do = "See the runbook: is a Scheduler running, and are its database and GET /health/ready well?";

    private static WatchContent Of(string subject, params string[] paragraphs) => new(
        subject,
        string.Join("\n\n", paragraphs.Prepend(subject)) + $"\n\n-- \n{About}\n",
        $"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Encoded(subject)}</title>
        <style>:root {"{"} color-scheme: light dark {"}"} body {"{"} margin: 0; padding: 16px; font: 16px/1.45 Arial, Helvetica, sans-serif {"}"} h1 {"{"} font-size: 22px {"}"}</style>
        </head>
        <body>
        <h1>{Encoded(subject)}</h1>
        {string.Concat(paragraphs.Select(paragraph => $"<p>{Encoded(paragraph)}</p>\n"))}<p><small>{Encoded(About)}</small></p>
        </body>
        </html>

        """);

    private static string Written(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, LondonCalendar.Zone).ToString("HH:mm' on 'd MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
