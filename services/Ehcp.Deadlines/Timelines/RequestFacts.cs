using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>The facts of one request that decide whether its 20 weeks can be measured at all.</summary>
internal readonly struct RequestFacts
{
    private readonly string? _id;
    private readonly KeptFact? _received;
    private readonly KeptFact? _assessmentDecided;
    private readonly KeptFact? _issueDecided;
    private readonly KeptFact? _planSent;
    private readonly KeptFact? _closed;
    private readonly ImmutableArray<string> _awaitedAdvice = [];
    private readonly bool _awaitsSetting;

    private RequestFacts(ReadOnlySpan<KeptFact> process)
    {
        _id = process[0].ProcessId;
        foreach (ref readonly var fact in process)
        {
            switch (fact.Fact)
            {
                case RequestReceived: _received = fact; break;
                case AssessmentDecided: _assessmentDecided = fact; break;
                case IssueDecided: _issueDecided = fact; break;
                case FinalPlanSent: _planSent = fact; break;
                case RequestClosed: _closed = fact; break;
                case CustodyChanged: HasCustodyChanged = true; break;
                case AdviceRequested asked when !Has<AdviceReceived>(process, fact.ItemId):
                    _awaitedAdvice = WithAdvice(_awaitedAdvice, Code.OrNull<AdviceType>(asked.AdviceType) ?? Code.Of(AdviceType.Other));
                    break;
                case ConsultationSent: _awaitsSetting |= !Has<ConsultationAnswered>(process, fact.ItemId); break;
                default: break;
            }
        }

        CannotStartBecause = _received?.Unusable;
    }

    /// <summary>Why no clock of the request can start from its receipt; null when they can.</summary>
    internal string? CannotStartBecause { get; }

    /// <summary>Whether custody began or ended in the middle of the assessment.</summary>
    internal bool HasCustodyChanged { get; }

    /// <summary>Whether the child or young person is in custody where a limit is measured: on the day of its outcome, or of the event that starts it where
    /// that is not the receipt; else as it stands last.</summary>
    internal bool IsInCustody(TimeLimit limit, in KeptFact trigger, ReadOnlySpan<KeptFact> process)
    {
        var custody = _received?.Fact is RequestReceived { Route: RequestRoute.Detained or RequestRoute.DetainedAttention };
        if (!HasCustodyChanged)
        {
            return custody;
        }

        DateOnly? changed = null, until = null;
        foreach (ref readonly var fact in process)
        {
            if (fact.Fact is CustodyChanged)
            {
                until ??= trigger.Fact is RequestReceived ? FirstOutcome(limit, process) : trigger.On;
                if (fact.On is { } on && on <= until && !(on < changed))
                {
                    (changed, custody) = (on, fact.Fact is CustodyChanged { Custody: Custody.Detained });
                }
            }
        }

        return custody;
    }

    private static DateOnly FirstOutcome(TimeLimit limit, ReadOnlySpan<KeptFact> process)
    {
        var first = DateOnly.MaxValue;
        foreach (ref readonly var fact in process)
        {
            foreach (var match in limit.EndedBy)
            {
                first = match.Matches(fact) && fact.On < first ? fact.On.Value : first;
            }
        }

        return first;
    }

    private bool HasOutcome => _assessmentDecided is not null || _issueDecided is not null || _planSent is not null || _closed is not null;

    internal static RequestFacts In(ReadOnlySpan<KeptFact> process) => new(process);

    /// <summary>Adds the request, unless nothing but advice, a draft or the like is known of it.</summary>
    internal void AddTo(ImmutableArray<RequestProcess>.Builder requests, ReadOnlySpan<KeptFact> all, List<KeptFact>? claims, List<Uncomputed> notComputed)
    {
        if (_id is null || (_received is null && !HasOutcome))
        {
            return;
        }

        var reason = _received is null ? "No request-received is recorded for this request, so its limits have no start." : CannotStartBecause;
        if (reason is not null)
        {
            notComputed.Add(new($"request {_id}", reason));
        }

        var planDisputed = _planSent is { Disputed: true };
        var receivedOn = _received?.On;
        requests.Add(new(
            _id,
            receivedOn,
            ReceivedOnUsable: _received is { Disputed: false } && receivedOn is not null && !planDisputed && !(receivedOn > _planSent?.On),
            _assessmentDecided?.On,
            Code.OrNull((_assessmentDecided?.Fact as AssessmentDecided)?.Decision),
            _issueDecided?.On,
            Code.OrNull((_issueDecided?.Fact as IssueDecided)?.Decision),
            _planSent?.On,
            _closed?.On,
            Code.OrNull((_closed?.Fact as RequestClosed)?.Reason),
            IsClaimedFor(claims, _id),
            reason ?? (planDisputed ? Reasons.Disputed(_planSent!.Value) : null))
        {
            AwaitedAdvice = _awaitedAdvice,
            AwaitsSetting = _awaitsSetting,
            AfterMediationOrTribunal = Disputes.Any(all, receivedOn, _planSent?.On),
        });
    }

    private static bool IsClaimedFor(List<KeptFact>? claims, string requestId) =>
        claims is not null && claims.Exists(claim => Exemptions.Names(claim, Milestone.FinalPlan) && Exemptions.IsAbout(claim, ProcessKind.Request, requestId));

    private static bool Has<TFact>(ReadOnlySpan<KeptFact> process, string itemId)
        where TFact : Fact
    {
        foreach (ref readonly var fact in process)
        {
            if (fact.Fact is TFact && fact.ItemId == itemId)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<string> WithAdvice(ImmutableArray<string> types, string type) =>
        types.Contains(type) ? types : types.Add(type).Sort(StringComparer.Ordinal);
}
