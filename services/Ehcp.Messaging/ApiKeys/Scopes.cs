namespace Ehcp.Messaging.ApiKeys;

/// <summary>What a key may be allowed to do.</summary>
public static class Scopes
{
    /// <summary>Send case events, for the key's own sources and authorities.</summary>
    public const string SendEvents = "events:send";

    /// <summary>Read cases and alerts.</summary>
    public const string ReadCases = "cases:read";

    /// <summary>Acknowledge alerts.</summary>
    public const string Acknowledge = "alerts:acknowledge";

    /// <summary>Read figures that name no case.</summary>
    public const string ReadFigures = "figures:read";

    /// <summary>Replay, skip, unpark and recalculate; every use is audited.</summary>
    public const string Admin = "admin";

    /// <summary>Scrape <c>/metrics</c>.</summary>
    public const string ReadMetrics = "metrics:read";

    /// <summary>Read who has looked at which case.</summary>
    public const string ReadAccess = "access:read";

    internal static readonly string[] All = [SendEvents, ReadCases, Acknowledge, ReadFigures, Admin, ReadMetrics, ReadAccess];
}
