using Ehcp.Hosting.Gate;

namespace Ehcp.Intake.Minutes;

/// <summary>POST /v1/minutes/announce: tells Reporting all minutes of the ledger again, after it has been restored from a backup or set up anew.</summary>
internal static class AnnounceAgain
{
    public static async Task<IResult> HandleAsync(Passage gate, AnnounceMinutes minutes, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        await minutes.AgainAsync(cancellationToken);
        logs.CreateLogger(typeof(AnnounceAgain)).LogWarning("Audit: {Key} has all minutes of the ledger announced again", gate.Caller.Id);
        return gate.Did(TypedResults.Accepted((string?)null));
    }
}
