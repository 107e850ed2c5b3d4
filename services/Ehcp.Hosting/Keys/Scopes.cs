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

    /// <summary>Look after the mails, officers and cases of the authorities of the grant; every use is written down.</summary>
    public const string Admin = "admin";

    /// <summary>
    /// Act on what is of every authority at once: messages, errors, minutes, recalculations. Whoever has <see cref="Admin"/> for every authority has it too,
    /// as before there was this scope.
    /// </summary>
    public const string Operate = "operate";

    /// <summary>Scrape <c>/metrics</c>.</summary>
    public const string ReadMetrics = "metrics:read";

    /// <summary>Read who has looked at which case.</summary>
    public const string ReadAccess = "access:read";

    /// <summary>Publish an edition of figures for anybody to read.</summary>
    public const string PublishFigures = "figures:publish";

    /// <summary>Read published figures where they are not open to anybody.</summary>
    public const string ReadPublic = "public";

    internal static readonly string[] All = [SendEvents, ReadCases, Acknowledge, ReadFigures, Admin, Operate, ReadMetrics, ReadAccess, PublishFigures,
        ReadPublic];
}
