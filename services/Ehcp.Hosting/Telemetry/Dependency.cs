namespace Ehcp.Hosting.Telemetry;

/// <summary>Something that a service needs and that may be away.</summary>
/// <param name="Name">What the log calls it: <c>database</c>.</param>
/// <param name="IsAway">Whether an exception says that it is away, and nothing of who met it.</param>
public sealed record Dependency(string Name, Func<Exception, bool> IsAway);
