using System.Globalization;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Exports;

/// <summary>What must stand beside figures once they leave.</summary>
/// <param name="Definition">What they mean, sentence by sentence.</param>
/// <param name="Scope">Whose they are, and of when.</param>
/// <param name="Known">The instant they speak of.</param>
/// <param name="Freshness">What they knew; told only of figures of now, for what was known at an instant no longer changes.</param>
/// <param name="Publisher">Who publishes them.</param>
/// <param name="Licence">Address of the licence; null without one.</param>
internal sealed record ExportNotes(IReadOnlyList<string> Definition, string Scope, AsKnown Known, Freshness Freshness, string Publisher, string? Licence)
{
    internal const string NoLicence = "No licence is given: ask the publisher before you publish this on.";

    internal static ExportNotes Of(RateDefinition definition, RateQuestion question, Freshness freshness, ExportSettings settings) => Of(
        [definition.Population, definition.Numerator, definition.Denominator, .. definition.Exclusions, .. definition.Bands is { } bands ? [bands]
            : Array.Empty<string>()],
        (question.From, question.To) switch
        {
            (null, null) => "of all dates",
            ({ } from, null) => $"from {English.Date(from)} on",
            (null, { } to) => $"up to {English.Date(to)}",
            var (from, to) => $"from {English.Date(from)} to {English.Date(to)}",
        },
        question.Known, freshness, settings);

    internal static ExportNotes Of(IReadOnlyList<string> definition, string when, AsKnown known, Freshness freshness, ExportSettings settings)
    {
        var name = known.Authorities is [var only] ? Authorities.Find(only)!.Name : null;
        return new(
            definition, $"{name ?? "Every authority that the reader may see, each by itself"}; {when}.",
            known, freshness, settings.Publisher ?? name ?? "not named", settings.Licence);
    }

    /// <summary>README.txt.</summary>
    internal byte[] Readme(OpenDataTable table)
    {
        var text = new StringBuilder();
        Line(table.Title);
        Line(new string('=', table.Title.Length));
        Line();
        Line(Scope);
        Line($"As known on {English.DateAndTime(Known.At)} London time ({Known.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)}).");
        if (Known.IsNow && Freshness.KnownTo is { } knownTo)
        {
            Line($"Complete up to {English.DateAndTime(knownTo)} London time: every event recorded before it is in these figures.");
        }

        Line($"Computed by rules {Freshness.Rules}. Publisher: {Publisher}. {(Licence is null ? NoLicence : $"Licence: {Licence}.")}");
        Line();
        Line("What the figures mean");
        Line("---------------------");
        foreach (var sentence in Definition)
        {
            Line($"- {sentence}");
        }

        Line();
        Line("Columns");
        Line("-------");
        foreach (var column in table.Columns)
        {
            Line($"{column.Name}: {column.Label}");
        }

        Line();
        Line("Files");
        Line("-----");
        Line($"{table.Name}.csv: the figures; UTF-8, comma, the names and symbols of DfE's open data (z: not applicable).");
        Line($"{table.Name}.meta.csv: its filters and indicators, as DfE's open data standard describes them.");
        Line($"{table.Name}.csv-metadata.json: the same for programs, as CSV on the Web (W3C).");
        Line("A name that a spreadsheet would compute, such as one that begins with =, has an apostrophe before it.");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string line = "") => text.Append(line).Append('\n');
    }
}
