namespace Ehcp.Reporting.Questions;

/// <summary>Addresses made from the one that was asked for.</summary>
internal static class Addresses
{
    /// <summary>The query of a request with some parameters changed; without those that are null.</summary>
    internal static string QueryOf(HttpRequest request, params (string Name, string? Value)[] changed) => QueryString.Create(
        request.Query.Where(sent => !changed.Any(one => one.Name == sent.Key)).Select(sent => KeyValuePair.Create(sent.Key, (string?)sent.Value.ToString()))
            .Concat(changed.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value)))).ToString();
}
