using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Storage;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Intake.Asking;

/// <summary>What is to be set aside: single ones, or all open ones of a source that broke a rule.</summary>
/// <param name="Reason">Why, one of the reasons listed.</param>
/// <param name="Numbers">Their places in the tray, at most 1,000.</param>
/// <param name="Source">All open ones of this source.</param>
/// <param name="Rule">Of those only what broke this rule.</param>
/// <param name="UpTo">Of those only up to this place: what came after it was not looked at.</param>
/// <param name="DryRun">Whether they are only counted.</param>
internal sealed record SettingAside(
    string Reason, IReadOnlyList<long>? Numbers = null, string? Source = null, string? Rule = null, long? UpTo = null, bool? DryRun = null);

/// <summary>What was set aside.</summary>
/// <param name="DryRun">Whether they were only counted.</param>
/// <param name="SetAside">How many.</param>
public sealed record SetAsideAnswer(bool DryRun, int SetAside);

/// <summary>POST /v1/rejections/set-aside: nothing will be sent in their place. What is set aside stays in the tray.</summary>
internal static class SetRejectionsAside
{
    private const int MostNumbers = 1_000;

    public static async Task<IResult> HandleAsync(
        SettingAside body, HttpContext context, Passage gate, IntakeDbContext database, TimeProvider clock, CancellationToken cancellationToken,
        bool? dryRun = null)
    {
        if (!Hosting.Parameters.DryRun.TryDecide(dryRun, body.DryRun, absent: true, out var tried, out var contradiction))
        {
            return contradiction;
        }

        if (Wrong(body) is { Count: > 0 } wrong)
        {
            return ProblemCatalogue.BodyInvalid.Answer([.. wrong]);
        }

        if (body.Source is { } source && !context.User.MaySendFrom(source))
        {
            return Problems.SourceNotAllowed();
        }

        var count = await SetAsideAsync(context, database, body, tried, clock, cancellationToken);
        var answer = TypedResults.Json(new SetAsideAnswer(tried, count), AskingJson.Default.SetAsideAnswer);
        return tried || count == 0 ? gate.Show(answer) : gate.Did(answer, On(body));
    }

    /// <summary>Sets aside what is open and may be seen of what is asked for.</summary>
    /// <returns>How many.</returns>
    internal static async Task<int> SetAsideAsync(
        HttpContext context, IntakeDbContext database, SettingAside asked, bool tried, TimeProvider clock, CancellationToken cancellationToken)
    {
        var open = database.Rejections.Visible(context.User).Matching(asked.Source, asked.Rule, RejectionStates.Open);
        if (asked.Numbers is { } numbers)
        {
            open = open.Where(rejection => numbers.Contains(rejection.Number));
        }
        else if (asked.UpTo is { } last)
        {
            open = open.Where(rejection => rejection.Number <= last);
        }

        if (tried)
        {
            return await open.CountAsync(cancellationToken);
        }

        var (now, by) = (clock.GetUtcNow(), context.User.KeyName());
        return await open.ExecuteUpdateAsync(
            set => set.SetProperty(rejection => rejection.State, RejectionStates.SetAside).SetProperty(rejection => rejection.StateAt, now)
                .SetProperty(rejection => rejection.SetAsideBy, by).SetProperty(rejection => rejection.SetAsideReason, asked.Reason),
            cancellationToken);
    }

    internal static IEnumerable<string> On(SettingAside asked) =>
        [asked.Reason, .. asked.Numbers?.Select(number => $"{number}") ?? [asked.Source!, asked.Rule ?? "every rule"]];

    private static List<ProblemError> Wrong(SettingAside body)
    {
        var wrong = new List<ProblemError>();
        if (!SetAsideReasons.Has(body.Reason))
        {
            wrong.Add(ProblemError.OfBody("/reason", "one-of", $"Must be one of {string.Join(", ", SetAsideReasons.All.Select(one => one.Reason))}."));
        }

        if (body.Numbers is null == body.Source is null)
        {
            wrong.Add(ProblemError.OfBody("/numbers", "either", "Say either numbers or source."));
        }

        if (body.Numbers is { } numbers && (numbers.Count is 0 or > MostNumbers || body.Rule is not null || body.UpTo is not null))
        {
            wrong.Add(ProblemError.OfBody("/numbers", "items", $"Must list 1 to {MostNumbers} numbers, without rule and upTo."));
        }

        return wrong;
    }
}
