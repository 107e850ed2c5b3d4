using System.Collections.Immutable;

namespace Ehcp.Scheduler.Mails;

/// <summary>How far a mail has come. Which states follow which is in <see cref="MailStep"/>.</summary>
internal enum MailState
{
    /// <summary>It has a recipient, and no content yet.</summary>
    Planned,

    /// <summary>Its content is fixed. A sender has it, or it waits for the next attempt.</summary>
    Sending,

    /// <summary>The mail server or the provider has taken it.</summary>
    Accepted,

    /// <summary>It has arrived, says a provider that tells.</summary>
    Delivered,

    /// <summary>It was put off for days and is given up, or it came back.</summary>
    Failed,

    /// <summary>It was refused, and waits for a person.</summary>
    Parked,
}

internal static class MailStates
{
    /// <summary>The names in the database and in answers, in the order of a life.</summary>
    internal static ImmutableArray<string> Names { get; } = ["planned", "sending", "accepted", "delivered", "failed", "parked"];

    internal static string Name(MailState state) => Names[(int)state];

    /// <summary>A condition on a row of <c>mail</c>, as it also stands in the filters of its indexes.</summary>
    internal static string Sql(params ReadOnlySpan<MailState> states)
    {
        var names = new string[states.Length];
        for (var at = 0; at < states.Length; at++)
        {
            names[at] = $"'{Name(states[at])}'";
        }

        return names is [var one] ? $"state = {one}" : $"state in ({string.Join(", ", names)})";
    }
}
