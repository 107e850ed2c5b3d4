using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Known.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Reporting.Known.Projections;

internal static class KnownServices
{
    /// <summary>What turns snapshots into what is known, and reads it.</summary>
    /// <typeparam name="TContext">The database of the rows in which it is stored.</typeparam>
    internal static WebApplicationBuilder AddKnown<TContext>(this WebApplicationBuilder builder)
        where TContext : DbContext
    {
        builder.Services.AddSingleton<ProjectionMeter>().AddSingleton<CaseProjection>().AddSingleton<FigureReader>().AddSingleton<KnownAuthorities>();
        builder.Services.AddScoped(services => new KnownCases(services.GetRequiredService<TContext>()));
        return builder;
    }
}
