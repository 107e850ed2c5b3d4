using System.ComponentModel;

namespace Ehcp.Reporting.Measures;

/// <summary>What readers are told of a measure.</summary>
/// <param name="Hint">By which day it counts or within which time, for a list of all measures.</param>
/// <param name="File">Name of its open data file, without its end.</param>
/// <param name="Title">Title of its table.</param>
/// <param name="Topic">What the rows of the table are that are not broken down.</param>
/// <param name="Definition">What it means, from the measure and whether plans after mediation or a tribunal are left out.</param>
internal sealed record MeasureWords(string Hint, string File, string Title, string Topic, Func<Measure, bool, RateDefinition> Definition)
{
    /// <summary>Every measure by its code, with its hint.</summary>
    internal static string AllWithHints { get; } = Listed(measure => $"{measure.Code} ({measure.Words.Hint})");

    /// <summary>Every measure by its code.</summary>
    internal static string AllCodes { get; } = Listed(measure => measure == Measure.All[0] ? $"{measure.Code} (default)" : measure.Code);

    private static string Listed(Func<Measure, string> words) => $"{string.Join(", ", Measure.All[..^1].Select(words))} or {words(Measure.All[^1])}.";
}

/// <summary>Describes a parameter that names a measure.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MeasureDescriptionAttribute(bool hints = false) : DescriptionAttribute(hints ? MeasureWords.AllWithHints : MeasureWords.AllCodes);
