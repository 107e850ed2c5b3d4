using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Policy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Scheduler.Reading;

/// <summary><c>GET /v1/sweeps/preview</c>: who would get what, and why, if the sweep ran at an instant. It sends, writes and locks nothing.</summary>
internal static class PreviewSweep
{
    internal static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    private static IEnumerable<Seen> Shown(PreviewedMail mail) =>
    [
        .. mail.Alerts.Select(alert => Seen.Case(alert.Authority, alert.CaseReference)),
        .. mail.Authorities.Distinct().Select(authority => Seen.Address(authority, mail.To)),
    ];

    internal static async Task<Results<Ok<SweepPreview>, ProblemHttpResult>> HandleAsync(
        DateTimeOffset? at, Passage gate, AlertPreview preview, AlertPolicies policies, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (now, instant) = (clock.GetUtcNow(), at ?? clock.GetUtcNow());
        if (instant < now - Furthest || instant > now + Furthest)
        {
            return Problems.Invalid(nameof(at), "instant", $"Must be an instant at most {Furthest.TotalDays} days from now.");
        }

        var (mails, more) = await preview.AtAsync(instant, gate.Sight, cancellationToken);
        return gate.Show(TypedResults.Ok(new SweepPreview(instant, policies.ShadowAddress, mails, more)), mails.SelectMany(Shown));
    }
}

/// <summary>What a sweep would do.</summary>
/// <param name="At">The instant of the sweep.</param>
/// <param name="ShadowAddress">In shadow mode, where all of them would go instead.</param>
/// <param name="Mails">By recipient.</param>
/// <param name="More">Whether so much would be due that this is not all of it.</param>
internal sealed record SweepPreview(DateTimeOffset At, string? ShadowAddress, IReadOnlyList<PreviewedMail> Mails, bool More);
