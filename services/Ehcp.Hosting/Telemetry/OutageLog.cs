using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Telemetry;

/// <summary>
/// The one place that limits what the log says of a database or a broker that is away: one line when it goes and one when it is back, whoever meets it and
/// however often. What others say of it meanwhile, libraries with their stacks above all, is written at level Debug.
/// </summary>
internal sealed class OutageLog(ILoggerFactory inner, IEnumerable<Dependency> dependencies, TimeProvider clock) : ILoggerFactory
{
    private readonly Away[] _dependencies = [.. dependencies.DistinctBy(dependency => dependency.Name).Select(dependency => new Away(dependency, clock))];

    /// <summary>Marks the lines of <see cref="Outage"/>.</summary>
    internal static EventId Begins { get; } = new(9001, "OutageBegins");

    /// <inheritdoc cref="Begins"/>
    internal static EventId Ends { get; } = new(9002, "OutageEnds");

    public ILogger CreateLogger(string categoryName) => new Logger(inner.CreateLogger(categoryName), IsOurs(categoryName), this);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    // What we say of ourselves, such as that a message is given up, is said whatever the reason; and why a service does not start must be seen.
    private static bool IsOurs(string category) =>
        category.StartsWith("Ehcp.", StringComparison.Ordinal) || category.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal);

    private Away? Find(Exception exception) => _dependencies.FirstOrDefault(away => away.Dependency.IsAway(exception));

    /// <summary>The first loop that meets it has it said, and the first that gets through again has it said that it is back.</summary>
    private sealed class Away(Dependency dependency, TimeProvider clock)
    {
        // Who looks seldom, or holds a connection from before, meets the outage that is over once more.
        private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(20);

        private readonly Lock _gate = new();
        private readonly HashSet<Exception> _met = new(ReferenceEqualityComparer.Instance);
        private DateTimeOffset _since;
        private DateTimeOffset _backAt = DateTimeOffset.MinValue;
        private bool _said;
        private ITimer? _still;

        internal Dependency Dependency => dependency;

        internal void Begin(Exception failure, ILogger log)
        {
            lock (_gate)
            {
                var first = _met.Count == 0;
                _met.Add(failure);
                if (!first)
                {
                    return;
                }

                _since = clock.GetUtcNow();
                _said = false;
                if (_since - _backAt < Afterwards)
                {
                    _still = clock.CreateTimer(_ => Say(failure, log), null, Afterwards, Timeout.InfiniteTimeSpan);
                    return;
                }
            }

            Say(failure, log);
        }

        internal void End(Exception failure, ILogger log)
        {
            bool said;
            lock (_gate)
            {
                if (!_met.Contains(failure))
                {
                    return;
                }

                _met.Clear();
                (said, _backAt) = (_said, clock.GetUtcNow());
                _still?.Dispose();
                _still = null;
            }

            if (said)
            {
                log.LogInformation("The {Dependency} is back after {Duration}", dependency.Name, _backAt - _since - Outage.Settled);
            }
        }

        private void Say(Exception failure, ILogger log)
        {
            lock (_gate)
            {
                if (_said || _met.Count == 0)
                {
                    return;
                }

                _said = true;
            }

            log.LogWarning(
                "The {Dependency} is away; what waits for it goes on when it is back. {Reason}", dependency.Name, Outage.Reason(failure));
        }
    }

    private sealed class Logger(ILogger inner, bool ours, OutageLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = eventId == Begins || eventId == Ends;
            if (exception is not null && (line || !ours) && logLevel < LogLevel.Critical && log.Find(exception) is { } away)
            {
                if (eventId == Begins)
                {
                    away.Begin(exception, inner);
                }
                else if (eventId == Ends)
                {
                    away.End(exception, inner);
                }

                logLevel = LogLevel.Debug;
            }

            // The reason of an outage is in its line, and its stack is of no use.
            inner.Log(logLevel, eventId, state, line ? null : exception, formatter);
        }
    }
}

internal static class OutageLogServices
{
    internal static void AddOutageLog(this IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider =>
        new OutageLog(ActivatorUtilities.CreateInstance<LoggerFactory>(provider), provider.GetServices<Dependency>(),
            provider.GetRequiredService<TimeProvider>())));
}
