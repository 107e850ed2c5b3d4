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

        var parameters = new FigureParameters(gate.Sight, clock);
        var number = parameters.Whole("oldest", oldest.Trim(), 1, 1_000_000, absent: 0);
        if (parameters.Refusal is null)
        {
            var read = await whatIfs.ReadAsync(known, known.Day.Year, [], gate.Cases, cancellationToken);
            var finished = AskWhatIf.Oldest(parameters, read, number);
            if (parameters.Refusal is null)
            {
                return new(oldest, null, WhatIf.Of(read.All, read.ExcludingExemptions, read.Open, finished, known.Day));
            }
        }

        return new(oldest, parameters.Refusal.ProblemDetails.Detail!["oldest: ".Length..], null);
    }
}
