namespace Ehcp.Reporting.Words;

/// <summary>How somebody who signed in is told from an API key.</summary>
internal static class Session
{
    /// <summary>The scheme of authentication.</summary>
    internal const string Scheme = "Session";
}
