using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Ehcp.Hosting.Api;

/// <summary>Methods and addresses that no route has.</summary>
internal static class Methods
{
    /// <summary>HEAD is answered as GET is, without the body. Call it before routing.</summary>
    internal static void UseHeadAsGet(this WebApplication app) => app.Use(static (context, next) =>
        HttpMethods.IsHead(context.Request.Method) ? AsGetAsync(context, next) : next(context));

    /// <summary>
    /// 405 with Allow for another method, 404 for an address that nobody has, 415 for a body no route takes: none of them is a matter of keys.
    /// Call it between authentication, which answers addresses of its own, and authorisation.
    /// </summary>
    internal static void UseMissingRoutes(this WebApplication app) => app.Use(static (context, next) => context.GetEndpoint() switch
    {
        RouteEndpoint => next(context),
        null => NotFound(context),
        { RequestDelegate: { } refuse } => RefuseAsync(context, refuse), // what the router found instead of a route
        _ => next(context),
    });

    private static async Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var counted = new CountingStream();
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(counted, body));
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (!context.Response.HasStarted && context.Response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
            {
                context.Response.ContentLength ??= counted.Length;
            }
        }
        finally
        {
            context.Features.Set(body);
            context.Request.Method = HttpMethods.Head;
        }
    }

    private static Task NotFound(HttpContext context)
    {
        context.SetEndpoint(null);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task RefuseAsync(HttpContext context, RequestDelegate refuse)
    {
        await refuse(context);
        if (context.Response.StatusCode != StatusCodes.Status405MethodNotAllowed)
        {
            return;
        }

        var allowed = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow).ToHashSet(StringComparer.Ordinal);
        if (allowed.Contains(HttpMethods.Get))
        {
            allowed.Add(HttpMethods.Head);
        }

        allowed.Add(HttpMethods.Options);
        context.Response.Headers.Allow = string.Join(", ", allowed.Order(StringComparer.Ordinal));
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    /// <summary>Takes everything, keeps only how much.</summary>
    private sealed class CountingStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            _length += count;
            return Task.CompletedTask;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
