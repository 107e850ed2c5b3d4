using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Changes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>The routes of webhooks. One is made by whoever looks after its authorities and may read their cases, since both go out by it.</summary>
internal static class WebhookApi
{
    internal const int MostAtOnce = 500;
    internal const int Usual = 100;

    /// <summary>So long a former secret signs too, after another has taken its place.</summary>
    internal static readonly TimeSpan BothSecrets = TimeSpan.FromHours(24);

    internal static async Task<Results<Ok<WebhookAnswer>, Created<WebhookAnswer>, ProblemHttpResult>> CreateAsync(
        NewWebhook body, Passage gate, WebhookTable table, SecretBox secrets, PublicHosts hosts, IOptions<WebhookSettings> settings, TimeProvider clock,
        CancellationToken cancellationToken, bool? dryRun = null)
    {
        if (!DryRun.TryDecide(dryRun, body.DryRun, absent: false, out var isTrial, out var contradiction))
        {
            return contradiction;
        }

        if (!settings.Value.CanSign)
        {
            return ProblemCatalogue.WebhooksNotSet.Answer();
        }

        if (Wrong(body, hosts) is { Count: > 0 } wrong)
        {
            return ProblemCatalogue.BodyInvalid.Answer(wrong);
        }

        var cases = gate.Caller.For(Scopes.ReadCases);
        string[] authorities = body.Authorities is { } codes
            ? [.. codes.Select(code => Authorities.Find(code)!.OnsCode).Distinct()]
            : [.. gate.Sight.WholeAuthorities.Where(cases.SeesAllOf)];
        if (authorities.Length == 0 || !authorities.All(code => gate.Sight.SeesAllOf(code) && cases.SeesAllOf(code)))
        {
            return ProblemCatalogue.AuthorityNotAllowed.Answer("It takes a key that has the scopes admin and cases:read for each of these authorities.");
        }

        var webhook = new Webhook(
            null, body.Url, [.. (body.Kinds ?? ChangeTable.Kinds).Distinct()], authorities, Webhook.Active,
            body.After ?? await table.NewestAsync(cancellationToken), clock.GetUtcNow(), gate.Caller.Name);
        if (isTrial)
        {
            return gate.Show(TypedResults.Ok(new WebhookAnswer(webhook)));
        }

        var secret = WebhookSignature.NewSecret();
        var made = await table.AddAsync(webhook, secrets.Close(secret, webhook.Url), cancellationToken);
        return gate.Did(
            gate.Show(TypedResults.Created($"/v1/webhooks/{made.Id}", new WebhookAnswer(made, WebhookSignature.Written(secret)))), On(made));
    }

    internal static async Task<Ok<IReadOnlyList<Webhook>>> ListAsync(
        Passage gate, WebhookTable table, HttpContext context, CancellationToken cancellationToken, int? limit = null, long? after = null)
    {
        var most = limit ?? Usual;
        var found = await table.ListAsync(gate.Sight.WholeAuthorities, after ?? 0, most + 1, cancellationToken);
        var (page, next) = PageKey.Page(found, most, webhook => webhook.Id!.Value);
        if (next is { } last)
        {
            NextPage.Link(context, last.ToString(CultureInfo.InvariantCulture));
        }

        return TypedResults.Ok(page);
    }

    internal static Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> PauseAsync(
        long id, Passage gate, WebhookTable table, TimeProvider clock, CancellationToken cancellationToken, bool dryRun = false) =>
        ChangeAsync(id, gate, table, dryRun, async found => new(dryRun ? found with { State = Webhook.Paused }
            : await table.SetStateAsync(id, Webhook.Paused, clock.GetUtcNow(), cancellationToken)), cancellationToken);

    internal static Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> ResumeAsync(
        long id, Passage gate, WebhookTable table, TimeProvider clock, CancellationToken cancellationToken, bool dryRun = false) =>
        ChangeAsync(id, gate, table, dryRun, async found => new(dryRun ? found with { State = Webhook.Active }
            : await table.SetStateAsync(id, Webhook.Active, clock.GetUtcNow(), cancellationToken)), cancellationToken);

    internal static async Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> RenewAsync(
        long id, Passage gate, WebhookTable table, SecretBox secrets, IOptions<WebhookSettings> settings, TimeProvider clock,
        CancellationToken cancellationToken, bool dryRun = false)
    {
        if (!settings.Value.CanSign)
        {
            return ProblemCatalogue.WebhooksNotSet.Answer();
        }

        var until = clock.GetUtcNow() + BothSecrets;
        return await ChangeAsync(
            id, gate, table, dryRun,
            async found =>
            {
                if (dryRun)
                {
                    return new(found with { FormerSecretUntil = until });
                }

                var secret = WebhookSignature.NewSecret();
                var changed = await table.SetSecretAsync(id, secrets.Close(secret, found.Url), until, cancellationToken);
                return new(changed, changed is null ? null : WebhookSignature.Written(secret));
            },
            cancellationToken);
    }

    internal static Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> DeleteAsync(
        long id, Passage gate, WebhookTable table, CancellationToken cancellationToken, bool dryRun = false) =>
        ChangeAsync(
            id, gate, table, dryRun,
            async found =>
            {
                if (!dryRun)
                {
                    await table.RemoveAsync(id, cancellationToken);
                }

                return new(found);
            },
            cancellationToken);

    private sealed record Changed(Webhook? Webhook, string? Secret = null);

    private static async Task<Results<Ok<WebhookAnswer>, ProblemHttpResult>> ChangeAsync(
        long id, Passage gate, WebhookTable table, bool dryRun, Func<Webhook, Task<Changed>> change, CancellationToken cancellationToken)
    {
        // One of another authority looks like none.
        if (await table.FindAsync(gate.Sight.WholeAuthorities, id, cancellationToken) is not { } found
            || await change(found) is not { Webhook: { } webhook } changed)
        {
            return ProblemCatalogue.UnknownWebhook.Answer();
        }

        var answer = gate.Show(TypedResults.Ok(new WebhookAnswer(webhook, changed.Secret)));
        return dryRun ? answer : gate.Did(answer, On(webhook));
    }

    private static string[] On(Webhook webhook) => [$"webhook {webhook.Id}", new Uri(webhook.Url).IdnHost, .. webhook.Authorities];

    private static List<ProblemError> Wrong(NewWebhook body, PublicHosts hosts)
    {
        var wrong = new List<ProblemError>();
        if (hosts.WhyNot(body.Url) is { } why)
        {
            wrong.Add(ProblemError.OfBody("/url", "address", why));
        }

        if (body.Kinds is { } kinds && (kinds.Count == 0 || kinds.Any(kind => !ChangeTable.Kinds.Contains(kind))))
        {
            wrong.Add(ProblemError.OfBody("/kinds", "one-of", $"Must be one or more of {string.Join(", ", ChangeTable.Kinds)}."));
        }

        if (body.Authorities is { } codes && (codes.Count is 0 or > 500 || codes.Any(code => Authorities.Find(code) is null)))
        {
            wrong.Add(ProblemError.OfBody("/authorities", "authority", "Must be one or more ONS or DfE codes of English local authorities, at most 500."));
        }

        if (body.After < 0)
        {
            wrong.Add(ProblemError.OfBody("/after", "whole", "Must be a whole number from 0."));
        }

        return wrong;
    }
}
