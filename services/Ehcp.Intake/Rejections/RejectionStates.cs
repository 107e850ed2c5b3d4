using System.Collections.Immutable;

namespace Ehcp.Intake.Rejections;

/// <summary>What has become of something that was refused.</summary>
public static class RejectionStates
{
    /// <summary>Nothing yet: somebody has to look at it.</summary>
    public const string Open = "open";

    /// <summary>An event of the same source and id was taken since, or a file had the row again and it was taken.</summary>
    public const string Settled = "settled";

    /// <summary>The same was sent again and refused again, or a whole file of the same kind was read since: the newer one stands for it.</summary>
    public const string Replaced = "replaced";

    /// <summary>Somebody said that nothing will be sent in its place.</summary>
    public const string SetAside = "set-aside";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Open, Settled, Replaced, SetAside];
}

/// <summary>Why something refused is set aside. A closed list: what people write freely may name a child.</summary>
public static class SetAsideReasons
{
    /// <summary>Each with its words.</summary>
    public static ImmutableArray<(string Reason, string Words)> All { get; } =
    [
        ("sent-under-another-id", "It was sent under another id, and taken"),
        ("sent-another-way", "It came by another door, in another file or from another source"),
        ("not-needed", "It is not needed: it says nothing that is to be told"),
        ("sent-by-mistake", "It was sent by mistake"),
        ("a-test", "It was a test"),
        ("cannot-be-mended", "It cannot be mended in the sending system"),
    ];

    /// <summary>Whether there is such a reason.</summary>
    public static bool Has(string reason) => All.Any(one => one.Reason == reason);

    /// <summary>A reason in words.</summary>
    public static string InWords(string reason) => All.FirstOrDefault(one => one.Reason == reason).Words ?? reason;
}
