using System.Collections.Immutable;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Mail;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Policy;

/// <summary>How one authority wants its people told.</summary>
/// <param name="Recipients">Who has which role.</param>
/// <param name="Window">When mails may leave.</param>
/// <param name="Channel">How they are told, unless a rung says otherwise.</param>
/// <param name="Own">The authority's own ladders by milestone, instead of those that ship; one that is missing alerts nobody. Null where it has none.</param>
/// <param name="Shipped">The ladders that ship.</param>
internal sealed record AlertPolicy(
    Recipients Recipients, SendingWindow Window, string Channel, ImmutableDictionary<string, AlertLadder>? Own, DefaultLadders Shipped)
{
    /// <summary>The ladder of one clock; null when nobody is told of it.</summary>
    /// <param name="milestone">Its milestone.</param>
    /// <param name="limit">The rule it runs by; null where this release does not have it.</param>
    internal AlertLadder? LadderOf(string milestone, TimeLimit? limit) =>
        (Own is null ? Shipped.Of(milestone, limit) : Own.GetValueOrDefault(milestone)) is not { } ladder ? null
        : limit?.AfterLastDay == AfterLastDay.StaysOpen ? ladder.ToTheLastDay : ladder;

    internal string ChannelOf(string milestone, string rung) => Own?.GetValueOrDefault(milestone)?.ChannelOf(rung) ?? Channel;
}

/// <summary>The alert settings, made ready once, with the working days they count. They are valid: the service would not have started otherwise.</summary>
internal sealed class AlertPolicies
{
    private readonly AlertPolicy _default;
    private readonly Dictionary<string, AlertPolicy> _own;
    private readonly LawInForce _law;

    public AlertPolicies(IOptions<AlertSettings> settings, IOptions<MailSettings> mail, IHostEnvironment environment, LawInForce law)
    {
        _law = law;
        var common = settings.Value.Default;
        ShadowAddress = settings.Value.ShadowAddress;
        Pause = TimeSpan.FromMinutes(settings.Value.PauseMinutes ?? (environment.IsDevelopment() ? 0 : 60));
        var ladders = new DefaultLadders(law.Current.Timetable);
        HasDigest = settings.Value.Digest == "morning";
        var window = environment.IsDevelopment() ? SendingWindow.Always : SendingWindow.WorkingHours;
        _default = Policy(common, new AuthorityAlertSettings(), window, mail.Value.Channel, ladders);
        _own = settings.Value.Authorities.ToDictionary(
            entry => entry.Key, entry => Policy(entry.Value, common, window, mail.Value.Channel, ladders), StringComparer.Ordinal);
        Rungs =
        [
            .. _own.Values.Prepend(_default)
                .SelectMany(policy => policy.Own?.Values.SelectMany(ladder => ladder.Rungs).Select(rung => rung.Name) ?? DefaultLadders.Rungs)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The only address that is mailed; null when everybody is.</summary>
    internal string? ShadowAddress { get; }

    internal bool HasDigest { get; }

    /// <summary>Who was mailed of alerts is mailed of more only after so long: what fires meanwhile goes as one mail.</summary>
    internal TimeSpan Pause { get; }

    /// <summary>The rule with this id; null where this release does not have it.</summary>
    internal TimeLimit? LimitOf(string? rule) => rule is null ? null : _law.Current.Timetable.Find(rule);

    /// <summary>The working days by which days and hours are counted now.</summary>
    internal WorkingDays Calendar => _law.Current.Calendar;

    /// <summary>Names of the rungs of every ladder there is.</summary>
    internal IReadOnlyList<string> Rungs { get; }

    internal AlertPolicy For(string authority) => _own.GetValueOrDefault(authority) ?? Inherited(authority) ?? _default;

    /// <summary>As <see cref="Window"/> when it is open everywhere.</summary>
    internal static (bool Open, string[] Except) Every => (true, []);

    internal bool MayLeave(string authority, DateTimeOffset now) => For(authority).Window.IsOpen(now, Calendar);

    /// <summary>Whether mails of most authorities may leave now, and for which authorities the opposite holds.</summary>
    internal (bool Open, string[] Except) Window(DateTimeOffset now)
    {
        var calendar = Calendar;
        var open = _default.Window.IsOpen(now, calendar);
        var own = _own.Concat(
            from authority in Authorities.All
            where !_own.ContainsKey(authority.OnsCode)
            let inherited = Inherited(authority.OnsCode)
            where inherited is not null
            select KeyValuePair.Create(authority.OnsCode, inherited));
        return (open, [.. own.Where(entry => entry.Value.Window.IsOpen(now, calendar) != open).Select(entry => entry.Key)]);
    }

    // Of a council that nobody has set up yet the people are told as they were by the one council that it took over from.
    private AlertPolicy? Inherited(string authority) => Authorities.Current.PredecessorsOf(authority) is [var only]
        ? _own.GetValueOrDefault(only.OnsCode) ?? Inherited(only.OnsCode)
        : null;

    private static AlertPolicy Policy(
        AuthorityAlertSettings own, AuthorityAlertSettings common, SendingWindow window, string channel, DefaultLadders shipped) => new(
        new Recipients(
            own.SendMailbox ?? common.SendMailbox!, own.HeadOfSend ?? common.HeadOfSend, own.Teams ?? common.Teams ?? [],
            own.TeamMailboxes ?? common.TeamMailboxes ?? [], (own.Absences ?? common.Absences ?? []).Select(absence => absence.Read()!)),
        (own.Window ?? common.Window) is { } name ? SendingWindow.Find(name)! : window,
        own.Channel ?? common.Channel ?? channel,
        (own.Ladder ?? common.Ladder)?.ToImmutableDictionary(ladder => ladder.Key, ladder => Ladder(ladder.Value)), shipped);

    private static AlertLadder Ladder(List<RungSettings> rungs) => new(
    [
        .. rungs.Select(rung => new Rung(
            rung.Name, rung.Days ?? rung.WorkingDays!.Value, rung.WorkingDays is not null,
            [.. rung.Audience.Select(role => AlertRoles.Find(role)!.Value)], rung.Channel)),
    ]);
}
