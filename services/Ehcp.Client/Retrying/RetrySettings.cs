namespace Ehcp.Client;

/// <summary>How long a client tries.</summary>
public sealed record RetrySettings
{
    /// <summary>Attempts in all, the first included: 1 or more. With the usual pauses eight take about a minute.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>About how long the first pause is; each one after it is twice as long, more or less by chance, so that many senders do not come back
    /// together.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause. A service that asks for a longer one by <c>Retry-After</c> is not asked again: its answer is handed on.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
