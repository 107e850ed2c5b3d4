namespace Ehcp.Reporting.Figures.Completion;

/// <param name="On">The day on which it is asked who is still open.</param>
internal sealed record AgeQuestion(DateOnly On)
{
    /// <summary>The day from which on they are watched: what ended before was never watched.</summary>
    internal DateOnly Since { get; init; }

    internal DateOnly ReceivedFrom { get; init; }

    internal DateOnly ReceivedTo { get; init; } = DateOnly.MaxValue;

    internal bool WithExemptions { get; init; } = true;

    internal DateOnly LastReceived => ReceivedTo < On ? ReceivedTo : On;
}
