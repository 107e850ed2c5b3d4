using System.ComponentModel.DataAnnotations;

namespace Ehcp.Messaging.Inbound;

/// <summary>Settings <c>Ehcp:Inbound</c>: the door for other systems at the broker.</summary>
public sealed class InboundSettings
{
    public const string Section = "Ehcp:Inbound";

    /// <summary>Whether it is open.</summary>
    public bool Enabled { get; init; }

    /// <summary>Sets that are dealt with at the same time.</summary>
    [Range(1, 16)]
    public int Readers { get; init; } = 2;

    /// <summary>Messages that the broker hands over to each reader before those before are settled.</summary>
    [Range(1, 10_000)]
    public int Prefetch { get; init; } = 2_000;
}
