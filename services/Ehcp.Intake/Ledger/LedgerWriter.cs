using System.Diagnostics;
using System.Threading.Channels;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Telemetry;
using Ehcp.Intake.Settings;
using Ehcp.Intake.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Intake.Ledger;

/// <summary>
/// Collects what concurrent requests send and records it in sets: while one transaction commits, the next set gathers. Nothing
/// waits for a set to fill. A caller is answered after the commit.
/// </summary>
internal sealed class LedgerWriter(
    LedgerTransaction ledger, IOptions<IntakeSettings> settings, IntakeTelemetry telemetry, TimeProvider clock, ILogger<LedgerWriter> log) : IHostedService
{
    private const string Name = "record events";
    private const int SetSize = 500;
    private const int MostWaiting = 10_000;

    // Callers wait for it. PostgreSQL itself answers, or is taken for away, within half a minute for each statement.
    private static readonly TimeSpan LongestSet = TimeSpan.FromSeconds(60);

    private readonly Channel<Submission> _waiting = Channel.CreateBounded<Submission>(new BoundedChannelOptions(MostWaiting) { SingleReader = false });
    private Task _writing = Task.CompletedTask;
    private readonly Outage _outage = new(clock, log, "The ledger cannot be written", "The ledger can be written again");

    /// <summary>Why the last set could not be recorded; null when it was.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>Records the lines and answers them; false when they could not be recorded and may be sent again.</summary>
    public Task<bool> RecordAsync(LedgerLine[] lines)
    {
        var submission = new Submission(lines, Activity.Current?.Context ?? default);
        return _waiting.Writer.TryWrite(submission) ? submission.Task : Task.FromResult(false);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.WhenAll(Enumerable.Range(0, settings.Value.Writers).Select(_ => Task.Run(WriteAsync, CancellationToken.None)));
        return Task.CompletedTask;
    }

    // What was taken from a caller is written before the end.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await _writing.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync()
    {
        var set = new List<Submission>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var events = 0;
            while (events < SetSize && _waiting.Reader.TryRead(out var submission))
            {
                set.Add(submission);
                events += submission.Lines.Length;
            }

            if (set.Count > 0)
            {
                await WriteAsync(set);
                set.Clear();
            }
        }
    }

    private async Task WriteAsync(List<Submission> set)
    {
        using var activity = Trace(set);
        try
        {
            LedgerLine[] lines = [.. set.SelectMany(submission => submission.Lines)];
            telemetry.CountSet(lines.Length);
            await RecordOrSplitAsync(lines);
            Trouble = null;
            _outage.End();
            set.ForEach(submission => submission.TrySetResult(true));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            Trouble = exception;
            _outage.Begin(exception);
            set.ForEach(submission => submission.TrySetResult(false));
        }
        catch (Exception bug)
        {
            set.ForEach(submission => submission.TrySetException(bug));
        }
    }

    // A row that the database refuses must not take its neighbours with it; halving finds it in few transactions.
    private async Task RecordOrSplitAsync(LedgerLine[] lines)
    {
        try
        {
            await Watchdog.RunAsync(limited => ledger.RecordAsync(lines, limited), LongestSet, clock, CancellationToken.None);
        }
        catch (PostgresException refused) when (IsAboutARow(refused))
        {
            if (lines is [var line])
            {
                log.LogError("The ledger refuses an event that keeps every rule: {Reason}", refused.SqlState);
                line.Refuse();
                return;
            }

            await RecordOrSplitAsync(lines[..(lines.Length / 2)]);
            await RecordOrSplitAsync(lines[(lines.Length / 2)..]);
        }
    }

    // Classes of SQLSTATE: data exception, integrity constraint violation, program limit exceeded.
    private static bool IsAboutARow(PostgresException refused) => refused.SqlState[..2] is "22" or "23" or "54";

    // One transaction serves many requests: it belongs to the first one's trace, and is linked to the others'. Where nobody
    // collects traces their ids travel all the same.
    private static Activity? Trace(List<Submission> set)
    {
        var parent = set[0].Trace;
        if (IntakeTelemetry.Activities.HasListeners())
        {
            var others = set.Skip(1).Where(submission => submission.Trace != default).Select(submission => new ActivityLink(submission.Trace));
            return IntakeTelemetry.Activities.StartActivity(Name, ActivityKind.Internal, parent, links: others);
        }

        return parent == default ? null : new Activity(Name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }

    private sealed class Submission(LedgerLine[] lines, ActivityContext trace)
        : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public LedgerLine[] Lines { get; } = lines;

        public ActivityContext Trace { get; } = trace;
    }
}
