using Ehcp.Contracts;
using Ehcp.Deadlines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Calculator;

/// <summary><c>GET /calculator</c>: every deadline that one event starts, with its working. Open to anybody; nothing is stored.</summary>
internal static class CalculatorPage
{
    internal static RazorComponentResult Handle(HttpRequest request, LawInForce inForce, TimeProvider clock)
    {
        var law = inForce.Current;
        var question = CalculatorQuestion.Read(law.Timetable, request.Query);
        return new RazorComponentResult<CalculatorView>(new { Question = question, Law = law, Today = LondonCalendar.DayOf(clock.GetUtcNow()) })
        {
            StatusCode = question.HasProblem ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }
}
