using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.Assignments;

/// <summary><c>POST /v1/reassignments</c>: somebody leaves, and another takes all their open cases, by a <c>case-assigned</c> event for each.</summary>
internal static class ReassignCases
{
    internal static async Task<Results<Ok<Reassignment>, ProblemHttpResult>> HandleAsync(
        Reassigning body, Passage gate, NpgsqlDataSource database, IntakeDoor intake, IOptions<ReassignmentSettings> settings, ILoggerFactory logs,
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

        var (from, to) = (body.From.ToLowerInvariant(), body.To.ToLowerInvariant());
        var cases = await AssignedCases.OfAsync(database, gate.Sight.Within(council?.OnsCode), from, cancellationToken);
        try
        {
            var answers = dryRun ? [] : await intake.SendAsync(
                [.. cases.Select(each => (each, each.With(from, to), each.EventId(from, to)))], cancellationToken);
            var log = logs.CreateLogger(typeof(ReassignCases));
            log.LogInformation(
                "Audit: {KeyName} reassigns {Cases} open cases of one person to another{DryRun}: {Sent} sent", gate.Caller.Id, cases.Count, dryRun
                    ? " (dry run)" : "", answers.Count);
            var answer = gate.Show(TypedResults.Ok(new Reassignment(
                dryRun,
                [.. cases.Select(each => new ReassignedCase(
                    each.Key.Authority, each.Key.CaseReference, AlertRoles.Name(each.IsOfficer(from) ? AlertRole.CaseOfficer : AlertRole.Deputy)))],
                answers.Count(each => each == "accepted"), answers.Count(each => each is "duplicate" or "conflict"),
                    answers.Count(each => each == "rejected"))),
                cases.Select(each => Seen.Case(each.Key.Authority, each.Key.CaseReference)));
            return dryRun ? answer : gate.Did(answer, [from, to], council?.OnsCode);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException
            || (trouble is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logs.CreateLogger(typeof(ReassignCases)).LogWarning("Intake does not take the assignments: {Reason}", trouble.Message);
            return Problems.IntakeAway();
        }
    }

    private static List<ProblemError> Wrong(Reassigning body)
    {
        var wrong = new List<ProblemError>();
        foreach (var (name, value) in new[] { ("from", body.From), ("to", body.To) })
        {
            if (!Recipients.IsAddress(value))
            {
                wrong.Add(ProblemError.OfBody($"/{name}", "email", "Must be an e-mail address."));
            }
        }

        if (wrong.Count == 0 && string.Equals(body.From, body.To, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add(ProblemError.OfBody("/to", "other", "Must be somebody else than from."));
        }

        return wrong;
    }
}

/// <summary>Who leaves, and who takes their cases.</summary>
/// <param name="From">E-mail address of who leaves.</param>
/// <param name="To">E-mail address of who takes their place, as officer and as deputy.</param>
/// <param name="Authority">Only cases of this authority, by its ONS or DfE code; without it, of all that the key is for.</param>
internal sealed record Reassigning(string From, string To, string? Authority = null);

/// <summary>What a reassignment came to.</summary>
/// <param name="DryRun">Whether it was only tried.</param>
/// <param name="Cases">The open cases, by authority and reference.</param>
/// <param name="Sent">Events that Intake took now.</param>
/// <param name="SentBefore">Events that it has from an earlier try.</param>
/// <param name="Refused">Events that it refused; its rejections say why.</param>
internal sealed record Reassignment(bool DryRun, IReadOnlyList<ReassignedCase> Cases, int Sent, int SentBefore, int Refused);

/// <summary>A case that goes to another.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="As"><c>case-officer</c> or <c>deputy</c>: what the one who leaves was.</param>
internal sealed record ReassignedCase(string Authority, string CaseReference, string As);
