namespace Ehcp.Hosting.Keys;

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

    /// <summary>Publish an edition of figures for anybody to read.</summary>
    public const string PublishFigures = "figures:publish";

    /// <summary>Read published figures where they are not open to anybody.</summary>
    public const string ReadPublic = "public";

    internal static readonly string[] All = [SendEvents, ReadCases, Acknowledge, ReadFigures, Admin, ReadMetrics, ReadAccess, PublishFigures, ReadPublic];
}
