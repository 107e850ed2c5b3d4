using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.Assignments;

/// <summary><c>POST /v1/reassignments</c>: somebody leaves, and another takes all their open cases, by a <c>case-assigned</c> event for each.</summary>
internal static class ReassignCases
{
    /// <param name="From">Who leaves.</param>
    /// <param name="To">Who takes their place, as officer and as deputy.</param>
    /// <param name="Authority">Only cases of this authority; without it, of all that the key is for.</param>
    internal sealed record Body(string? From, string? To, string? Authority = null);

    /// <param name="Sent">Events that Intake took now.</param>
    /// <param name="SentBefore">Events that it has from an earlier try.</param>
    /// <param name="Refused">Events that it refused; its rejections say why.</param>
    internal sealed record Answer(bool DryRun, IReadOnlyList<Reassigned> Cases, int Sent, int SentBefore, int Refused);

    /// <param name="As"><c>case-officer</c> or <c>deputy</c>.</param>
    internal sealed record Reassigned(string Authority, string CaseReference, string As);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Body body, Passage gate, NpgsqlDataSource database, IntakeDoor intake, IOptions<ReassignmentSettings> settings, ILoggerFactory logs,
        CancellationToken cancellationToken, bool dryRun = false)
    {
        if (Wrong(body) is { Count: > 0 } wrong)
        {
            return Problems.InvalidBody(wrong);
        }

        var council = body.Authority is null ? null : Authorities.Find(body.Authority);
        if (body.Authority is not null && council is null)
        {
            return Problems.UnknownAuthority();
        }

        if (council is not null && !gate.Sight.SeesAllOf(council.OnsCode))
        {
            return Problems.AuthorityNotAllowed();
        }

        if (!dryRun && !settings.Value.CanSend)
        {
            return Problems.IntakeNotSet();
        }

        var (from, to) = (body.From!.ToLowerInvariant(), body.To!.ToLowerInvariant());
        var cases = await AssignedCases.OfAsync(database, gate.Sight.Within(council?.OnsCode), from, cancellationToken);
        try
        {
            var answers = dryRun ? [] : await intake.SendAsync([.. cases.Select(each => (each, each.With(from, to), each.EventId(from, to)))], cancellationToken);
            var log = logs.CreateLogger(typeof(ReassignCases));
            log.LogInformation(
                "Audit: {KeyName} reassigns {Cases} open cases of one person to another{DryRun}: {Sent} sent", gate.Caller.Id, cases.Count, dryRun ? " (dry run)" : "", answers.Count);
            var answer = gate.Show(TypedResults.Ok(new Answer(
                dryRun,
                [.. cases.Select(each => new Reassigned(each.Key.Authority, each.Key.CaseReference, AlertRoles.Name(each.IsOfficer(from) ? AlertRole.CaseOfficer : AlertRole.Deputy)))],
                answers.Count(each => each == "accepted"), answers.Count(each => each is "duplicate" or "conflict"), answers.Count(each => each == "rejected"))),
                cases.Select(each => Seen.Case(each.Key.Authority, each.Key.CaseReference)));
            return dryRun ? answer : gate.Did(answer, [from, to], council?.OnsCode);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException || (trouble is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logs.CreateLogger(typeof(ReassignCases)).LogWarning("Intake does not take the assignments: {Reason}", trouble.Message);
            return Problems.IntakeAway();
        }
    }

    private static Dictionary<string, string[]> Wrong(Body body)
    {
        var wrong = new Dictionary<string, string[]>();
        foreach (var (name, value) in new[] { ("from", body.From), ("to", body.To) })
        {
            if (!Recipients.IsAddress(value))
            {
                wrong.Add(name, ["An e-mail address is expected."]);
            }
        }

        if (wrong.Count == 0 && string.Equals(body.From, body.To, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add("to", ["Somebody else than from is expected."]);
        }

        return wrong;
    }
}
