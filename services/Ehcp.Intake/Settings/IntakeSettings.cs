using System.ComponentModel.DataAnnotations;

namespace Ehcp.Intake.Settings;

/// <summary>Settings <c>Ehcp:Intake</c>.</summary>
public sealed class IntakeSettings
{
    public const string Section = "Ehcp:Intake";

    /// <summary>Largest body of a request, in bytes.</summary>
    [Range(16 * 1024, 64 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Transactions that write to the ledger at the same time.</summary>
    [Range(1, 32)]
    public int Writers { get; init; } = 2;

    /// <summary>Event grids that may deliver here, by the name under which they ask: a DNS name such as <c>eventgrid.azure.net</c>.</summary>
    public List<string> WebhookOrigins { get; } = [];
}
