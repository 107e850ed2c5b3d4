namespace Ehcp.Reporting.Pages.Charts;

/// <summary>Where things are in a column chart, in SVG units, of which one is about a CSS pixel.</summary>
internal sealed record ColumnScale(int Width, int Height, int Columns, double Largest)
{
    internal const int Start = 40;
    private const int Top = 24;
    private const int Foot = 26;

    internal double Floor => Height - Foot;

    internal double End => Width;

    internal double Step => (double)(Width - Start) / Columns;

    internal static double TopOfLabels => Top - 10;

    internal double X(double column) => Round(Start + (column * Step));

    internal double Y(double value) => Round(Floor - (value / Largest * (Floor - Top)));

    internal double HeightOf(double value) => Round(Floor - Y(value));

    /// <summary>The next number not below the largest whose quarters, where the grid lines are, are whole.</summary>
    internal static int Ceiling(int largest)
    {
        var step = 4 * (int)Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, largest))) - 1));
        return Math.Max(step, (largest + step - 1) / step * step);
    }

    internal static double Round(double value) => Math.Round(value, 1);
}
