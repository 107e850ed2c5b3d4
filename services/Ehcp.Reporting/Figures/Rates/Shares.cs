namespace Ehcp.Reporting.Figures.Rates;

internal static class Shares
{
    internal static double? Of(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
