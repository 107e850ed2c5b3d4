namespace Ehcp.Hosting.Telemetry;

/// <summary>The service's name in telemetry and in the names of its queues.</summary>
public sealed record ServiceName(string Value);
