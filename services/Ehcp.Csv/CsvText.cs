using System.Text;

namespace Ehcp.Csv;

/// <summary>The text of a file as spreadsheets and extracts save it: UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, or Windows-1252.</summary>
public static class CsvText
{
    private const int BufferSize = 64 * 1024;

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>UTF-8 in which every byte that is none stands for a letter of Windows-1252: a text of the one is practically never one of the
    /// other.</summary>
    private static readonly Encoding Either = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback());

    /// <summary>Names of character sets that may be told.</summary>
    public static string[] Charsets { get; } = ["utf-8", "utf-16", "windows-1252", "iso-8859-1"];

    /// <summary>A reader of the text. The stream stays open.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="charset">One of <see cref="Charsets"/>; null to find it out. A byte order mark is always believed.</param>
    public static StreamReader Open(Stream stream, string? charset = null) =>
        new(stream, Told(charset) ?? Either, detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);

    public static bool IsKnown(string charset) => Told(charset) is not null;

    // Browsers take ISO 8859-1 for Windows-1252 (WHATWG Encoding), and so do we: it has letters where the other has control characters.
    private static Encoding? Told(string? charset) => charset?.ToLowerInvariant() switch
    {
        "utf-8" or "utf8" or "us-ascii" => Encoding.UTF8,
        "utf-16" or "utf-16le" => Encoding.Unicode,
        "windows-1252" or "cp1252" or "iso-8859-1" or "latin1" => Western,
        _ => null,
    };

    private sealed class WesternFallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private string _text = "";
            private int _at;

            public override int Remaining => _text.Length - _at;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (_text, _at) = (Western.GetString(bytesUnknown), 0);
                return _text.Length > 0;
            }

            public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

            public override bool MovePrevious() => _at > 0 && _at-- > 0;

            public override void Reset() => (_text, _at) = ("", 0);
        }
    }
}
