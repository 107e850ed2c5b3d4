using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Keys;

/// <summary>Refuses what a key of the table may not do any more, this minute or today. A key without bounds pays nothing for it.</summary>
public static class KeyLimits
{
    /// <summary>
    /// Takes so much of what the key of a request may do today: all of it, or none. A route of a service whose quotas count events asks this before it takes
    /// them.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="count">How much.</param>
    /// <param name="clock">Says what today is.</param>
    /// <returns>The answer where less is left; null where it may go on.</returns>
    public static ProblemHttpResult? TakeOfToday(this HttpContext context, int count, TimeProvider clock)
    {
        if (context.Features.Get<KeyUse>() is not { } use)
        {
            return null;
        }

        var today = clock.LondonToday;
        if (use.TryTake(count, today, out var left))
        {
            return null;
        }

        RetryAfter(context, LondonCalendar.StartOf(today.AddDays(1)) - clock.GetUtcNow());
        return ProblemCatalogue.QuotaUsed.Answer(string.Create(
            CultureInfo.InvariantCulture,
            $"The quota of this key is {use.DailyQuota} a day, of which {left} is left until midnight in London. Nothing was taken."));
    }

    /// <summary>Call it after authentication.</summary>
    internal static void UseKeyLimits(this WebApplication app)
    {
        var table = app.Services.GetRequiredService<IOptions<KeyTableOptions>>().Value;
        if (!table.IsThere)
        {
            return;
        }

        var clock = app.Services.GetRequiredService<TimeProvider>();
        var countsRequests = table.Quota == KeyQuotaUnit.Requests;
        app.Use((context, next) =>
            context.Features.Get<KeyUse>() is { } use && Refusal(context, use, countsRequests, clock) is { } refusal ? refusal.ExecuteAsync(context)
                : next(context));
    }

    private static ProblemHttpResult? Refusal(HttpContext context, KeyUse use, bool countsRequests, TimeProvider clock)
    {
        if (!use.TryAsk(out var wait))
        {
            RetryAfter(context, wait);
            return ProblemCatalogue.TooManyRequests.Answer(string.Create(
                CultureInfo.InvariantCulture, $"This key may ask {use.RequestsPerMinute} times a minute. Wait as long as Retry-After says."));
        }

        return countsRequests ? context.TakeOfToday(1, clock) : null;
    }

    private static void RetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
