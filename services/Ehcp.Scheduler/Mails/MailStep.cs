using System.Collections.Immutable;
using static Ehcp.Scheduler.Mails.MailState;

namespace Ehcp.Scheduler.Mails;

/// <summary>
/// A step in the life of a mail. There are no others: each statement of <see cref="MailLife"/> takes the states it may start from, and the one
/// it leads to, from here.
/// </summary>
/// <param name="Name">What happens.</param>
/// <param name="From">The states in which it may happen; none when the mail begins with it.</param>
/// <param name="To">The state after it; null when the mail is gone.</param>
internal sealed record MailStep(string Name, ImmutableArray<MailState> From, MailState? To)
{
    /// <summary>A mail begins without content: what it says is found out when it leaves.</summary>
    internal static MailStep Plan { get; } = new("plan", [], Planned);

    /// <summary>A mail begins with its content.</summary>
    internal static MailStep Write { get; } = new("write", [], Sending) { Counted = "planned" };

    /// <summary>A sender takes it for the time of a lease. The first fixes its content.</summary>
    internal static MailStep Claim { get; } = new("claim", [Planned, Sending], Sending);

    /// <summary>There is nothing left to say.</summary>
    internal static MailStep Forget { get; } = new("forget", [Planned], null) { Counted = "dropped" };

    /// <summary>The mail server or the provider takes it.</summary>
    internal static MailStep Accept { get; } = new("accept", [Sending], Accepted);

    /// <summary>It is put off, and tried again after a pause.</summary>
    internal static MailStep Defer { get; } = new("defer", [Sending], Sending) { Counted = "deferred" };

    /// <summary>It was put off for days.</summary>
    internal static MailStep GiveUp { get; } = new("give up", [Sending], Failed);

    /// <summary>It is refused.</summary>
    internal static MailStep Park { get; } = new("park", [Sending], Parked);

    /// <summary>Its provider is asked what became of it, and knows nothing yet.</summary>
    internal static MailStep Ask { get; } = new("ask", [Accepted], Accepted);

    /// <summary>Its provider says that it arrived.</summary>
    internal static MailStep Deliver { get; } = new("deliver", [Accepted], Delivered);

    /// <summary>Its provider says that it did not arrive.</summary>
    internal static MailStep ComeBack { get; } = new("come back", [Accepted], Failed);

    /// <summary>A person has it sent once more, word for word.</summary>
    internal static MailStep Resend { get; } = new("resend", [Parked, Failed], Sending);

    /// <summary>All of them, in the order of a life.</summary>
    internal static ImmutableArray<MailStep> All { get; } = [Plan, Write, Claim, Forget, Accept, Defer, GiveUp, Park, Ask, Deliver, ComeBack, Resend];

    /// <summary>Those that a provider's answer makes.</summary>
    internal static ImmutableArray<MailStep> Answers { get; } = [Accept, Defer, GiveUp, Park, Deliver, ComeBack];

    /// <summary>As what the meter counts it.</summary>
    internal string Counted { get; init; } = To is { } state ? MailStates.Name(state) : "";

    /// <summary>Whether a person or a provider has to act before anything else happens to the mail.</summary>
    internal bool Settles => To is Accepted or Delivered or Failed or Parked;

    /// <summary>Whether the mail did not reach its recipient, so that the next person is told.</summary>
    internal bool IsLost => To is Failed or Parked;

    /// <summary>The condition that a row of <c>mail</c> is where the step starts.</summary>
    internal string Starts => MailStates.Sql(From.AsSpan());

    /// <summary>The same states by their names.</summary>
    internal string[] FromNames => [.. From.Select(MailStates.Name)];

    internal string ToName => MailStates.Name(To!.Value);
}
