using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.KeyManagement;

/// <summary>What a key may be.</summary>
internal static partial class KeyRules
{
    internal const int LongestName = 64;
    internal const int MostRequestsPerMinute = 1_000_000;
    internal const int GreatestQuota = 1_000_000_000;
    internal const int LongestGrace = 90;

    private const int MostEntries = 200;
    private const int LongestSource = 500;

    /// <summary>Everything that is wrong with a key that is asked for; empty when nothing is.</summary>
    internal static List<ProblemError> Errors(NewKey key, DateOnly today)
    {
        var errors = new List<ProblemError>();
        if (!Name().IsMatch(key.Name))
        {
            Add("/name", "name", $"Must be 1 to {LongestName} letters, digits, dots, hyphens and underscores, and begin with a letter or a digit.");
        }

        if (key.Scopes.Count == 0)
        {
            Add("/scopes", "least", "Must have at least one scope.");
        }

        Each("/scopes", key.Scopes, scope => Scopes.All.Contains(scope), "one-of", $"Must be one of {string.Join(", ", Scopes.All)}.");
        Each("/sources", key.Sources, source => source is { Length: > 0 and <= LongestSource }, "length", $"Must have 1 to {LongestSource} characters.");
        Each(
            "/authorities", key.Authorities, code => code is not null && (code == Grant.Every || Authorities.Find(code) is not null), "authority",
            "Must be the ONS or DfE code of an English local authority, or *.");
        Within("/requestsPerMinute", key.RequestsPerMinute, MostRequestsPerMinute);
        Within("/dailyQuota", key.DailyQuota, GreatestQuota);
        if (key.ExpiresOn is { } last && (last < today || last > Parameters.Takes.LastDay))
        {
            Add("/expiresOn", "range", $"Must be a day from today to {Parameters.Takes.LastDay:O}.");
        }

        return errors;

        void Each(string at, IReadOnlyList<string?>? entries, Func<string?, bool> isRight, string rule, string words)
        {
            foreach (var (place, entry) in (entries ?? []).Index().Where(each => !isRight(each.Item)).Take(10))
            {
                Add($"{at}/{place}", rule, words);
            }

            if ((entries ?? []).Distinct(StringComparer.Ordinal).Count() != (entries ?? []).Count)
            {
                Add(at, "once", "Must have each entry once.");
            }

            if ((entries ?? []).Count > MostEntries)
            {
                Add(at, "most", $"Must have at most {MostEntries} entries.");
            }
        }

        void Within(string at, int? number, int most)
        {
            if (number is < 1 || number > most)
            {
                Add(at, "range", $"Must be a whole number from 1 to {most}.");
            }
        }

        void Add(string at, string rule, string words) => errors.Add(ProblemError.OfBody(at, rule, words));
    }

    /// <summary>The key as it is stored: an authority by its ONS code.</summary>
    internal static StoredKey Stored(NewKey key) => new(
        key.Name, [.. key.Scopes], [.. key.Sources ?? []],
        [.. (key.Authorities ?? []).Select(code => Authorities.Find(code)?.OnsCode ?? code).Distinct(StringComparer.Ordinal)],
        key.RequestsPerMinute, key.DailyQuota, key.ExpiresOn);

    /// <summary>What a key would have more than whoever asks for it; empty when nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="maker">Who asks.</param>
    /// <param name="own">The key of the table that they came with; null where it is none.</param>
    internal static List<ProblemError> Wider(StoredKey key, Caller maker, StoredKey? own)
    {
        var errors = new List<ProblemError>();
        if (!maker.MayGive(key.Grant))
        {
            Add("/scopes", "You do not have all of these scopes yourself, for all of these authorities and sources.");
        }

        if (own?.ExpiresOn is { } end && (key.ExpiresOn is null || key.ExpiresOn > end))
        {
            Add("/expiresOn", $"Your own key ends on {end:O}.");
        }

        if (own?.RequestsPerMinute is { } rate && (key.RequestsPerMinute is null || key.RequestsPerMinute > rate))
        {
            Add("/requestsPerMinute", $"Your own key may ask {rate} times a minute.");
        }

        if (own?.DailyQuota is { } quota && (key.DailyQuota is null || key.DailyQuota > quota))
        {
            Add("/dailyQuota", $"The quota of your own key is {quota} a day.");
        }

        return errors;

        void Add(string at, string words) => errors.Add(ProblemError.OfBody(at, "own", words));
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Name();
}
