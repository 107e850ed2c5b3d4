using Ehcp.Hosting.Health;
using Ehcp.Hosting.Sql;
using Ehcp.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Hosting.Databases;

/// <summary>A service's own database.</summary>
public static class DatabaseServices
{
    // A process that stands still, or work of it that waits for somebody else for ever, must not hold rows and turns that others wait for.
    // No transaction of ours waits so long for anything but the database.
    private const string LetGoOfTheSilent = "-c idle_in_transaction_session_timeout=120s";

    // A statement over hundreds of keys looks dear to the planner, and compiling it takes fifty times as long as running it.
    private const string RunAtOnce = "-c jit=off";

    /// <summary>A data source, a pooled context with snake_case names, and a readiness probe, all from <c>ConnectionStrings:NAME</c>.</summary>
    public static WebApplicationBuilder AddDatabase<TContext>(this WebApplicationBuilder builder, string name)
        where TContext : DbContext
    {
        builder.Services.AddOptions<DatabaseSettings>()
            .Configure<IConfiguration>((settings, configuration) => settings.ConnectionString = configuration.GetConnectionString(name) ?? "")
            .Validate(settings => settings.ConnectionString.Length > 0, $"ConnectionStrings:{name} is not set.")
            .ValidateOnStart();
        builder.Services.AddKeyedSingleton(name, (services, _) =>
            DataSource(services, settings => settings.ApplicationName = $"ehcp-{name}".ToLowerInvariant()));
        builder.Services.AddSingleton(services => services.GetRequiredKeyedService<NpgsqlDataSource>(name));
        builder.Services.AddPooledDbContextFactory<TContext>((services, options) => options
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention());
        builder.Services.AddSingleton(new Dependency("database", DatabaseTrouble.Is));
        builder.Services.AddSingleton<DatabasePresence>();
        builder.Services.AddSingleton(services => new ReadinessProbe("database", services.GetRequiredService<DatabasePresence>().AskAsync));
        return builder;
    }

    /// <summary>
    /// The command <c>migrate</c>: brings the database to this release's schema. Two at once wait for each other. A database that this release
    /// cannot bring there is left as it is; why is logged, and the process will end with 1.
    /// </summary>
    /// <returns>Whether the database has this release's schema or a newer one.</returns>
    public static async Task<bool> MigrateAsync<TContext>(this WebApplication app)
        where TContext : DbContext
    {
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<TContext>().UpdateSchemaAsync(stopping);
            return true;
        }
        catch (SchemaRefusedException refused)
        {
            app.Logger.LogCritical("{Reason}", refused.Message);
            Environment.ExitCode = 1;
            return false;
        }
    }

    /// <summary>A context's options as every service uses it.</summary>
    public static DbContextOptions<TContext> Options<TContext>(string connectionString)
        where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>().UseNpgsql(connectionString).UseSnakeCaseNamingConvention().Options;

    internal static NpgsqlDataSource DataSource(IServiceProvider services, Action<NpgsqlConnectionStringBuilder> configure)
    {
        var source = new NpgsqlDataSourceBuilder(services.GetRequiredService<IOptions<DatabaseSettings>>().Value.ConnectionString);
        source.ConnectionStringBuilder.Options = $"{LetGoOfTheSilent} {RunAtOnce} {source.ConnectionStringBuilder.Options}".TrimEnd();
        configure(source.ConnectionStringBuilder);
        return source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>()).Build();
    }
}

internal sealed class DatabaseSettings
{
    public string ConnectionString { get; set; } = "";
}
