using Ehcp.Hosting.Passes;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Health;

/// <summary>One thing a service cannot work without.</summary>
/// <param name="Name">What the answer of <c>/health/ready</c> calls it.</param>
/// <param name="CheckAsync">Returns when it works; throws when it does not.</param>
public sealed record ReadinessProbe(string Name, Func<CancellationToken, Task> CheckAsync);

/// <summary>It does not work, and why may be told to anybody: it names no host and no person.</summary>
public sealed class NotReadyException(string told) : Exception(told);

/// <summary>Asks every probe at once and waits no longer than the deadline, whatever a dependency does with a socket.</summary>
public sealed class Readiness(IEnumerable<ReadinessProbe> probes, TimeProvider clock, ILogger<Readiness> log)
{
    private readonly Probing[] _probes = [.. probes.Select(probe => new Probing(probe, clock))];

    /// <summary>A load balancer waits about this long before it takes silence for "no".</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(2);

    public sealed record Answer(string Status, IReadOnlyDictionary<string, string> Checks)
    {
        internal bool Ready => Status == "ready";
    }

    public async Task<Answer> AskAsync()
    {
        var answers = await Task.WhenAll(_probes.Select(AskAsync));
        var checks = _probes.Zip(answers).ToDictionary(pair => pair.First.Probe.Name, pair => pair.Second ?? "ready");
        return new Answer(answers.All(trouble => trouble is null) ? "ready" : "not ready", checks);
    }

    private async Task<string?> AskAsync(Probing probing)
    {
        try
        {
            await probing.Current().WaitAsync(Deadline, clock);
            return null;
        }
        catch (TimeoutException)
        {
            return $"no answer within {Deadline.TotalSeconds:0} s";
        }
        catch (NotReadyException told)
        {
            return told.Message;
        }
        catch (Exception exception)
        {
            // The reason may name hosts and users, so it goes to the log and not to whoever asks.
            log.LogDebug(exception, "Not ready: {Probe}", probing.Probe.Name);
            return "not available";
        }
    }

    /// <summary>At most one question is under way, so that a hanging dependency collects no pile of waiting checks.</summary>
    private sealed class Probing(ReadinessProbe probe, TimeProvider clock)
    {
        private readonly Lock _gate = new();
        private Task? _current;

        internal ReadinessProbe Probe => probe;

        internal Task Current()
        {
            lock (_gate)
            {
                return _current is { IsCompleted: false } ? _current : _current = RunAsync();
            }
        }

        // A question that does not end when it is told to is left behind: the next one may be answered.
        private Task RunAsync() => Watchdog.RunAsync(limited => Task.Run(() => probe.CheckAsync(limited), limited), Deadline, clock, CancellationToken.None);
    }
}
