using Ehcp.Hosting.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ehcp.Hosting.Problems;

internal static class ProblemServices
{
    /// <summary>An exception is a bug or an outage, and is answered as one: 503 when the database is away (the caller may try again), else 500.</summary>
    internal static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<IProblemPage, PlainProblemPage>();
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // the first that can write does
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler(handler =>
        {
            handler.StatusCodeSelector = exception => exception switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                _ when DatabaseTrouble.Is(exception) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            };
            handler.SuppressDiagnosticsCallback = thrown => thrown.Exception is BadHttpRequestException; // the caller's fault is no error of ours
        });
    }
}
