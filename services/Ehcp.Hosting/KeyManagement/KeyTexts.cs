using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.KeyManagement;

/// <summary>What the API description says of keys.</summary>
internal static class KeyTexts
{
    private const string Keys = "Keys";

    private const string Listed = """
        { "name": "synergy", "state": "active", "keptIn": "table", "scopes": ["events:send"], "sources": ["synergy"], "authorities": ["E08000025"],
          "requestsPerMinute": 600, "dailyQuota": 100000, "usedToday": 1250, "expiresOn": "2027-03-31", "createdAt": "2026-05-26T06:00:00Z",
          "createdBy": "key:admin", "lastUsedAt": "2026-05-26T09:12:00Z", "oldSecretUntil": null, "revokedAt": null, "revokedBy": null }
        """;

    private const string Issued = $$"""
        { "secret": "ehcp_0123456789abcdef0123456789abcdef0123456789abcdef", "dryRun": false, "key": {{Listed}} }
        """;

    private static readonly RouteParameter Key = new("key", Takes.Text(KeyRules.LongestName), "The name of a key, as the list has it.", "synergy");

    internal static RouteText List { get; } = new(
        "ListKeys", Keys, "List the keys of this service",
        "By name, revoked ones too, and those of the settings. What a key may do and when it was last used, never the key itself. Only keys that may do "
        + "no more than the caller's own are listed.")
    {
        Answers = [new(200, "The keys", typeof(KeyList), $$"""{ "keys": [{{Listed}}] }""")],
    };

    internal static RouteText Find { get; } = new(
        "ReadKey", Keys, "Read one key", "As the list has it. One that may do more than the caller's own is as unknown as one that there is not.")
    {
        Parameters = [Key],
        Answers = [new(200, "The key", typeof(ListedKey), Listed), RouteAnswer.Of(ProblemCatalogue.UnknownKey)],
    };

    internal static RouteText Create { get; } = new(
        "CreateKey", Keys, "Make a key",
        "It works at once on this instance and within two seconds on every other, without a restart. The secret is in this answer and nowhere else: the "
        + "service keeps only its hash. A key can do no more than the caller may, lasts no longer than the caller's own, and has no higher limits.")
    {
        Parameters = [RouteParameter.DryRun("Whether it is only tried: nothing is made, and no secret is told. Unless given it is done.")],
        Bodies =
        [
            new("application/json", new JsonObject
            {
                ["name"] = "synergy",
                ["scopes"] = new JsonArray("events:send"),
                ["sources"] = new JsonArray("synergy"),
                ["authorities"] = new JsonArray("E08000025"),
                ["requestsPerMinute"] = 600,
                ["dailyQuota"] = 100_000,
                ["expiresOn"] = "2027-03-31",
            }),
        ],
        Answers =
        [
            new(201, "The key, with its secret", typeof(IssuedKey), Issued),
            new(200, "A dry run: what would be made", typeof(IssuedKey), $$"""{ "secret": null, "dryRun": true, "key": {{Listed}} }"""),
            RouteAnswer.Of(ProblemCatalogue.BodyInvalid),
            RouteAnswer.Of(ProblemCatalogue.KeyTooWide),
            RouteAnswer.Of(ProblemCatalogue.KeyExists),
        ],
    };

    internal static RouteText Rotate { get; } = new(
        "RotateKey", Keys, "Give a key a new secret",
        "Under the same name and with the same rights. The secret of before works on for as many days as graceDays says, so that whoever sends has the time to "
        + "take the new one; 0 ends it at once. One that was replaced before ends no later than it was to.")
    {
        Parameters = [Key, RouteParameter.DryRun("Whether it is only tried: no secret changes, and none is told. Unless given it is done.")],
        Bodies = [new("application/json", new JsonObject { ["graceDays"] = 7 })],
        Answers =
        [
            new(200, "The key, with its new secret", typeof(IssuedKey), Issued),
            RouteAnswer.Of(ProblemCatalogue.BodyInvalid),
            RouteAnswer.Of(ProblemCatalogue.UnknownKey),
            RouteAnswer.Of(ProblemCatalogue.KeyFixed),
        ],
    };

    internal static RouteText Revoke { get; } = new(
        "RevokeKey", Keys, "Revoke a key",
        "For good, with every secret of it: on this instance at once, on every other within two seconds. Its name is not given again. Revoking it again "
        + "changes nothing.")
    {
        Parameters = [Key, RouteParameter.DryRun("Whether it is only tried: the key goes on. Unless given it is done.")],
        Answers =
        [
            new(200, "The key, revoked", typeof(ListedKey), Listed.Replace("\"active\"", "\"revoked\"", StringComparison.Ordinal)
                .Replace("\"revokedAt\": null, \"revokedBy\": null", "\"revokedAt\": \"2026-06-01T08:00:00Z\", \"revokedBy\": \"key:admin\"",
                    StringComparison.Ordinal)),
            RouteAnswer.Of(ProblemCatalogue.UnknownKey),
            RouteAnswer.Of(ProblemCatalogue.KeyFixed),
        ],
    };
}
