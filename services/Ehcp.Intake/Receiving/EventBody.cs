using System.Text.Unicode;

namespace Ehcp.Intake.Receiving;

/// <summary>The body of a request, whole, and never longer than allowed.</summary>
internal static class EventBody
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The body without a byte order mark; null when it is too large.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        var pipe = request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            if (read.Buffer.Length > most)
            {
                pipe.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = new byte[read.Buffer.Length];
                System.Buffers.BuffersExtensions.CopyTo(read.Buffer, body);
                pipe.AdvanceTo(read.Buffer.End);
                return body;
            }

            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The text without a byte order mark; the reader of JSON checks everything else but whether texts are UTF-8.</summary>
    public static bool IsText(byte[] body, out byte[] text)
    {
        text = body.AsSpan().StartsWith(Mark) ? body[Mark.Length..] : body;
        return Utf8.IsValid(body);
    }
}
