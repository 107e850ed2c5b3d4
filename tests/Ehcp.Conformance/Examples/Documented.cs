using Ehcp.Contracts;

namespace Ehcp.Conformance.Examples;

/// <summary>What the documentation says is answered, written as results are.</summary>
internal static class Documented
{
    /// <summary>One event that is taken.</summary>
    public const string Accepted = "202 accepted";

    /// <summary>One that was taken before.</summary>
    public const string Duplicate = "202 duplicate";

    /// <summary>Another event under the same source and id.</summary>
    public const string Conflict = "409 event-conflict: conflict /id";

    private static readonly string[] OfEveryCloudEvent = ["", "/specversion", "/id", "/source", "/type"];

    /// <summary>The rules that the mistake breaks in an event of the type.</summary>
    public static IReadOnlyList<string> Broken(Mistake mistake, FactType type)
    {
        var own = $"{mistake.Rule} {mistake.Pointer}";

        // An authority that stands has no successor, whatever else is wrong. Where either is not readable, nothing can be said of the two.
        var successor = type.Fields.FirstOrDefault(field => field.Rule.IsSuccessor);
        return successor is null || mistake.Pointer == "/data" || (mistake.Rule != "duplicate" && mistake.Pointer is "/data/authority")
            || (mistake.Rule != "duplicate" && mistake.Pointer == $"/data/{successor.Name}")
                ? [own]
                : [.. new[] { own, $"successor /data/{successor.Name}" }.Order(StringComparer.Ordinal)];
    }

    /// <summary>A batch's answer to one event that breaks these rules.</summary>
    public static string Rejected(IEnumerable<string> broken) => $"rejected: {string.Join(", ", broken)}";

    /// <summary>The answer to one event that breaks these rules.</summary>
    public static string Refused(IReadOnlyList<string> broken) => $"{StatusAndProblem(broken)}: {string.Join(", ", broken)}";

    private static string StatusAndProblem(IReadOnlyList<string> broken) =>
        broken.Any(error => error.StartsWith("json ", StringComparison.Ordinal)) ? "400 not-json"
        : broken.Any(IsOfEnvelope) ? "400 not-a-cloudevent"
        : broken.Any(error => error.Contains("-not-allowed ", StringComparison.Ordinal)) ? "403 sender-not-allowed"
        : "422 event-invalid";

    private static bool IsOfEnvelope(string error) => error.Split(' ', 2) is [var rule, var pointer]
        && (rule == "specversion" || (rule is "required" or "kind" && OfEveryCloudEvent.Contains(pointer)));
}
