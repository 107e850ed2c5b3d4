using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;

namespace Ehcp.Scheduler.Calculator;

internal static class CalculatorServices
{
    internal static void MapCalculator(this WebApplication app) =>
        app.MapGet("/v1/calculator", CalculateDeadlines.Handle).Open().Describes(CalculatorTexts.CalculateDeadlines);
}
