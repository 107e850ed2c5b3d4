using System.Text.Json;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Assignments;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.Reorganisations;

/// <summary>
/// Passes the cases of an authority that ended to those that took over: by an event for each, sent through Intake's door. It can be tried, stopped and done
/// again; what went before is not sent again.
/// </summary>
internal sealed class PassCases(
    NpgsqlDataSource database, IntakeDoor intake, IOptions<ReassignmentSettings> settings, TimeProvider clock, ILogger<PassCases> log)
{
    /// <summary>Most cases that can be named at once.</summary>
    internal const int MostNamed = 100_000;

    /// <summary>What is wrong with what was asked; none when it can be done.</summary>
    /// <param name="asked">What was asked.</param>
    /// <param name="list">The authorities.</param>
    /// <param name="old">The one that ended.</param>
    internal static List<ProblemError> Wrong(Reorganising asked, AuthorityList list, Authority old)
    {
        var wrong = new List<ProblemError>();
        if (asked.Rest is { } rest && !Follows(list, old, rest))
        {
            wrong.Add(NoSuccessor(list, old, "/rest"));
        }

        var named = asked.Cases ?? [];
        if (named.Count > MostNamed)
        {
            wrong.Add(ProblemError.OfBody("/cases", "most", $"Must have at most {MostNamed} entries."));
            return wrong;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < named.Count && wrong.Count < MostErrors; at++)
        {
            if (!seen.Add(named[at].CaseReference))
            {
                wrong.Add(ProblemError.OfBody($"/cases/{at}/caseReference", "once", "Must be named only once."));
            }

            if (!Follows(list, old, named[at].Successor))
            {
                wrong.Add(NoSuccessor(list, old, $"/cases/{at}/successor"));
            }

            if (named[at].SuccessorReference is { } reference
                && (!Regex.IsMatch(reference, Patterns.CaseReference) || Regex.IsMatch(reference, Patterns.Upn)))
            {
                wrong.Add(ProblemError.OfBody($"/cases/{at}/successorReference", "pattern", "Must be a case reference, and not shaped like a UPN."));
            }
        }

        return wrong;
    }

    /// <summary>Does it, or tries it.</summary>
    /// <param name="asked">What was asked, with nothing wrong in it.</param>
    /// <param name="list">The authorities.</param>
    /// <param name="old">The one that ended.</param>
    /// <param name="dryRun">Whether nothing is sent.</param>
    /// <param name="by">Who asked, for the log.</param>
    /// <exception cref="HttpRequestException">Intake did not take all events. Those that it took are sent.</exception>
    /// <exception cref="JsonException">Likewise.</exception>
    internal async Task<Reorganisation> RunAsync(
        Reorganising asked, AuthorityList list, Authority old, bool dryRun, string by, CancellationToken cancellationToken)
    {
        List<Authority> successors = [.. list.SuccessorsOf(old)];
        var rest = asked.Rest is { } code ? list.Find(code) : successors is [var only] ? only : null;
        var plan = await PassingPlan.MakeAsync(database, old, successors, asked.Cases ?? [], rest, cancellationToken);
        var answers = dryRun ? [] : await intake.SendAsync([.. plan.Cases.Select(each => each.Event(settings.Value.Source))], cancellationToken);
        log.LogInformation(
            "Audit: {KeyName} passes on {Cases} cases of {Authority}{DryRun}: {Sent} sent, {Cannot} cannot go", by, plan.Cases.Count, old.OnsCode,
            dryRun ? " (dry run)" : "", answers.Count, plan.Cannot.Count);
        var byCode = successors.ToDictionary(next => next.OnsCode);
        var counts = plan.Cases.CountBy(each => each.To.Authority).ToDictionary();
        return new(
            dryRun, old.OnsCode, old.VestingDay!.Value,
            [.. plan.Cases.Select(each => new PassedCase(each.From.CaseReference, each.To.Authority, byCode[each.To.Authority].Name, each.To.CaseReference))],
            [.. plan.Cannot.Select(each => new StayingCase(each.CaseReference, each.Because))],
            [
                .. old.Successors.Select(next => (Share: next.Share, Authority: list.Find(next.DfeCode)!)).Select(next => new SuccessorCount(
                    next.Authority.OnsCode, next.Authority.Name, counts.GetValueOrDefault(next.Authority.OnsCode), next.Share)),
            ],
            plan.PassedBefore, answers.Count(each => each == "accepted"), answers.Count(each => each is "duplicate" or "conflict"),
            answers.Count(each => each == "rejected"));
    }

    /// <summary>Whether the day has come on which cases pass on.</summary>
    /// <param name="old">An authority with a last day.</param>
    internal bool HasCome(Authority old) => clock.LondonToday >= old.VestingDay;

    /// <summary>Whether Intake's address and key are set.</summary>
    internal bool CanSend => settings.Value.CanSend;

    private const int MostErrors = 100;

    private static bool Follows(AuthorityList list, Authority old, string code) =>
        list.Find(code) is { } authority && list.SuccessorsOf(old).Contains(authority);

    private static ProblemError NoSuccessor(AuthorityList list, Authority old, string pointer) =>
        ProblemError.OfBody(pointer, "successor", $"Must be {list.SuccessorsInWords(old)}.");
}

/// <summary>Which authority ended, and where its cases go.</summary>
/// <param name="Authority">ONS or DfE code of the authority that ended.</param>
/// <param name="Rest">ONS or DfE code of the successor of every open case that is not named. Without it each must be named, unless there is one successor
/// only.</param>
/// <param name="Cases">Where single cases go. Those that are not open go too when they are named.</param>
/// <param name="DryRun">As the parameter of the query.</param>
internal sealed record Reorganising(string Authority, string? Rest = null, IReadOnlyList<NamedCase>? Cases = null, bool? DryRun = null);

/// <summary>What a reorganisation came to.</summary>
/// <param name="DryRun">Whether it was only tried.</param>
/// <param name="Authority">ONS code of the authority that ended.</param>
/// <param name="VestingDay">The first day, inclusive, of those that took over.</param>
/// <param name="Cases">Every case that goes, and where.</param>
/// <param name="Cannot">Every case that does not go, and why.</param>
/// <param name="Counts">How many go to each successor.</param>
/// <param name="PassedBefore">How many of the named cases had gone there before.</param>
/// <param name="Sent">Events that Intake took now.</param>
/// <param name="SentBefore">Events that it has from an earlier try.</param>
/// <param name="Refused">Events that it refused; its rejections say why.</param>
internal sealed record Reorganisation(
    bool DryRun, string Authority, DateOnly VestingDay, IReadOnlyList<PassedCase> Cases, IReadOnlyList<StayingCase> Cannot,
    IReadOnlyList<SuccessorCount> Counts, int PassedBefore, int Sent, int SentBefore, int Refused);

/// <summary>A case that goes.</summary>
/// <param name="CaseReference">Its reference until now.</param>
/// <param name="Successor">ONS code of the authority that takes it over.</param>
/// <param name="SuccessorName">Its name.</param>
/// <param name="SuccessorReference">Its reference there.</param>
internal sealed record PassedCase(string CaseReference, string Successor, string SuccessorName, string SuccessorReference);

/// <summary>A case that does not go.</summary>
/// <param name="CaseReference">Its reference.</param>
/// <param name="Because"><c>not-named</c>: nobody said where it goes; <c>unknown-case</c>: it is named and not known; <c>reference-taken</c>: the successor
/// has a case of this reference; <c>reference-twice</c>: two cases would have one reference; <c>passed-elsewhere</c>: it passed on before, to another
/// place.</param>
internal sealed record StayingCase(string CaseReference, string Because);

/// <summary>How many cases go to one successor.</summary>
/// <param name="Successor">ONS code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cases">How many go to it.</param>
/// <param name="Share">Its share of the population, above 0 and at most 1: about what to expect.</param>
internal sealed record SuccessorCount(string Successor, string Name, int Cases, decimal Share);
