namespace Ehcp.Reporting.Words;

/// <summary>Where pages are: what a page that leads to another one needs to know of it.</summary>
internal static class Paths
{
    internal const string Calculator = "/calculator";
    internal const string Cases = "/cases";
    internal const string Dashboard = "/";
    internal const string Public = "/public";
    internal const string Reconciliations = "/reconciliations";
    internal const string Reports = "/reports";
    internal const string SignOut = "/sign-out";

    internal static string Case(string authority, string caseReference) => $"{Cases}/{authority}/{Uri.EscapeDataString(caseReference)}";
}
