using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;

namespace Ehcp.Scheduler.Calculator;

internal static class CalculatorServices
{
    internal static void MapCalculator(this WebApplication app) =>
        app.MapGet("/v1/calculator", CalculateDeadlines.Handle).WithName(nameof(CalculateDeadlines)).Open().WithMetadata(new NamesVary());
}
