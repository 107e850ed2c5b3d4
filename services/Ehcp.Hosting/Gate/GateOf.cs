namespace Ehcp.Hosting.Gate;

/// <summary>What a route asks of its caller, and what it shows. Every route has one: without, a service does not start.</summary>
public sealed class GateOf
{
    /// <summary>The scopes of which one is needed; none where anybody may call.</summary>
    public IReadOnlyList<string> Scopes { get; internal init; } = [];

    /// <summary>Whether anybody may call, without a key.</summary>
    public bool IsOpen => Scopes.Count == 0;

    /// <summary>What it shows of cases or people, as the access log calls it; null when it never shows any.</summary>
    public string? Shows { get; internal init; }

    /// <summary>The scopes under which they are seen, where these are others than <see cref="Scopes"/>.</summary>
    public IReadOnlyList<string> Under { get; internal init; } = [];

    /// <summary>What it does, as the access log calls it; null when it only reads.</summary>
    public string? Does { get; internal init; }

    /// <summary>Whether the address itself is the permission to see what it leads to.</summary>
    public bool IsLink { get; internal init; }
}
