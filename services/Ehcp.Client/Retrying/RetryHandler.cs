using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Ehcp.Client;

/// <summary>
/// Sends a request again that got no answer, or one that asks for patience (408, 429, and 500 or more), but only what may be sent twice: what reads
/// (GET, HEAD), and events, which count once. Other answers are final.
/// </summary>
public sealed class RetryHandler : DelegatingHandler
{
    private readonly RetrySettings _settings;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <param name="settings">How long it tries.</param>
    /// <param name="clock">What time it is.</param>
    public RetryHandler(RetrySettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        (_settings, _clock) = (settings, clock);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        if (settings.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = settings.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.FirstPause,
                MaxDelay = settings.LongestPause,
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(AskedPause(arguments.Outcome.Result)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return default;
                },
            });
        }

        _pipeline = builder.AddTimeout(settings.AttemptTimeout).Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!MayBeSentTwice(request))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (request.Content is not null)
        {
            await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await _pipeline.ExecuteAsync(
                static async (state, stop) => await state.Handler.AttemptAsync(state.Request, stop).ConfigureAwait(false),
                (Handler: this, Request: request), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException late)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"No answer came within {_settings.AttemptTimeout}.", late);
        }
    }

    // With the body of the answer: a connection that breaks in the middle of it is no answer either.
    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken stop)
    {
        var answer = await base.SendAsync(request, stop).ConfigureAwait(false);
        try
        {
            await answer.Content.LoadIntoBufferAsync(stop).ConfigureAwait(false);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private static bool MayBeSentTwice(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
        || (request.Method == HttpMethod.Post && request.RequestUri?.AbsolutePath.EndsWith("/v1/events", StringComparison.Ordinal) == true);

    private bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
        { Result: { } answer } => answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            && !(AskedPause(answer) > _settings.LongestPause),
        _ => false,
    };

    private TimeSpan? AskedPause(HttpResponseMessage? answer) => answer?.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } => date - _clock.GetUtcNow() is var pause && pause > TimeSpan.Zero ? pause : TimeSpan.Zero,
        _ => null,
    };
}
