using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Scheduler.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Reorganisations;

/// <summary><c>POST /v1/reorganisations</c>: where every open case of an authority that ended goes; with <c>dryRun=false</c>, it goes.</summary>
internal static class StartReorganisation
{
    internal static async Task<Results<Ok<Reorganisation>, ProblemHttpResult>> HandleAsync(
        Reorganising body, Passage gate, PassCases pass, ILoggerFactory logs, CancellationToken cancellationToken, bool? dryRun = null)
    {
        if (!DryRun.TryDecide(dryRun, body.DryRun, absent: true, out var tried, out var contradiction))
        {
            return contradiction;
        }

        var list = Authorities.Current;
        if (list.Find(body.Authority) is not { } old)
        {
            return Problems.UnknownAuthority();
        }

        if (!gate.Sight.SeesAllOf([old.OnsCode, .. list.SuccessorsOf(old).Select(next => next.OnsCode)]))
        {
            return Problems.AuthorityNotAllowed();
        }

        if (old.FormerTo is null)
        {
            return Problems.NoSuccessor();
        }

        if (PassCases.Wrong(body, list, old) is { Count: > 0 } wrong)
        {
            return Problems.InvalidBody(wrong);
        }

        if (!tried && !pass.HasCome(old))
        {
            return Problems.VestingDayAhead(old.VestingDay!.Value);
        }

        if (!tried && !pass.CanSend)
        {
            return Problems.IntakeNotSet();
        }

        try
        {
            var done = await pass.RunAsync(body, list, old, tried, gate.Caller.Id, cancellationToken);
            var answer = gate.Show(
                TypedResults.Ok(done),
                done.Cases.Select(each => each.CaseReference).Concat(done.Cannot.Select(each => each.CaseReference)).Distinct(StringComparer.Ordinal)
                    .Select(reference => Seen.Case(old.OnsCode, reference)));
            return tried ? answer : gate.Did(answer, [.. done.Counts.Select(next => next.Successor)], old.OnsCode);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException
            || (trouble is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logs.CreateLogger(typeof(StartReorganisation)).LogWarning("Intake does not take the events: {Reason}", trouble.Message);
            return Problems.IntakeAway();
        }
    }
}
