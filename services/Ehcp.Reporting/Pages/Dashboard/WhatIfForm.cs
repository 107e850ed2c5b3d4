using System.Globalization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Figures.Forecasts;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Pages.Dashboard;

/// <summary>The question of the dashboard's form, and its answer.</summary>
/// <param name="Oldest">What was typed; null when nothing was asked.</param>
/// <param name="Error">Why it cannot be answered.</param>
/// <param name="Answer">The answer.</param>
public sealed record WhatIfForm(string? Oldest, string? Error, WhatIf? Answer)
{
    internal static async Task<WhatIfForm> AskAsync(
        string? oldest, AsKnown known, WhatIfs whatIfs, Passage gate, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(oldest))
        {
            return new(null, null, null);
        }

        if (!int.TryParse(oldest.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > AskWhatIf.MostOldest)
        {
            return new(oldest, $"Must be a whole number from 1 to {AskWhatIf.MostOldest}.", null);
        }

        var parameters = new FigureParameters(gate.Sight, clock);
        var read = await whatIfs.ReadAsync(known, known.Day.Year, [], gate.Cases, cancellationToken);
        var finished = AskWhatIf.Oldest(parameters, read, number);
        return parameters.Errors is [var error, ..]
            ? new(oldest, error.Detail, null)
            : new(oldest, null, WhatIf.Of(read.All, read.ExcludingExemptions, read.Open, finished, known.Day));
    }
}
