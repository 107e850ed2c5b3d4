using System.Globalization;

namespace Ehcp.Benchmarks;

/// <summary>How long to measure. Short is to see that a row can be measured at all; its numbers mean little.</summary>
public sealed record Effort(int Repetitions, int SingleEvents, int BatchEvents, int ChainEvents, int LatencySamples, int Requests, int FileRows)
{
    public static Effort Full { get; } = new(3, 30_000, 60_000, 100_000, 100, 1_500_000, 400_000);

    public static Effort Short { get; } = new(1, 3_000, 10_000, 10_000, 15, 30_000, 20_000);
}

/// <summary>One row of the table: medians, and the baseline of the same run on the same servers.</summary>
/// <param name="Row">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Baseline">What it is held against; null when the goal is absolute.</param>
/// <param name="BaselineValue">How much that was, in the same unit.</param>
/// <param name="Goal">What is hoped for, in words.</param>
public sealed record Measurement(string Row, double Value, string Unit, string? Baseline = null, double? BaselineValue = null, string? Goal = null)
{
    public static string Heading { get; } = Line("", "measured", "unit", "baseline", "ratio", "", "goal");

    public double? Ratio => Value / BaselineValue;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public override string ToString() =>
        Line(
            Row, Number(Value), Unit, BaselineValue is { } baseline ? Number(baseline) : "",
            Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "", Baseline ?? "", Goal ?? "");

    private static string Number(double value) => value.ToString(value < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);

    private static string Line(string row, string value, string unit, string baseline, string ratio, string what, string goal) =>
        $"{row,-34}{value,10} {unit,-9}{baseline,10}{ratio,7}  {what,-38}{goal}".TrimEnd();
}
