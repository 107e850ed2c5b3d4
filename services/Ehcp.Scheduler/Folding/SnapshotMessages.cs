using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Folding;

/// <summary>Bodies of <see cref="CaseTimelinesChanged"/>, each snapshot written once: the same bytes are weighed, hashed and sent.</summary>
internal sealed class SnapshotMessages : IDisposable
{
    /// <summary>A message of snapshots stays under this; one snapshot alone may be more.</summary>
    private const int Limit = 1_000_000;

    private static readonly JsonTypeInfo<CaseSnapshot> SnapshotJson = (JsonTypeInfo<CaseSnapshot>)ContractsJson.Options.GetTypeInfo(typeof(CaseSnapshot));

    private readonly ArrayBufferWriter<byte> _snapshot = new(16_384);
    private readonly ArrayBufferWriter<byte> _messages = new(Limit);
    private readonly List<Range> _finished = [];
    private readonly Utf8JsonWriter _json;
    private int _start;

    internal SnapshotMessages()
    {
        _json = new Utf8JsonWriter(_snapshot);
    }

    /// <summary>Adds the snapshot unless it is the one that was announced before.</summary>
    /// <returns>The snapshot's SHA-256; null when it was not added.</returns>
    internal byte[]? Add(CaseSnapshot snapshot, byte[]? announced)
    {
        _snapshot.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, snapshot, SnapshotJson);
        _json.Flush();
        var hash = SHA256.HashData(_snapshot.WrittenSpan);
        if (hash.AsSpan().SequenceEqual(announced))
        {
            return null;
        }

        if (_messages.WrittenCount > _start && _messages.WrittenCount - _start + _snapshot.WrittenCount >= Limit)
        {
            Finish();
        }

        _messages.Write(_messages.WrittenCount == _start ? "{\"snapshots\":["u8 : ","u8);
        _messages.Write(_snapshot.WrittenSpan);
        return hash;
    }

    /// <summary>Ends the last message and gives them all. They are valid until <see cref="Clear"/>.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Finished()
    {
        Finish();
        return _finished.Select(range => _messages.WrittenMemory[range]);
    }

    internal void Clear()
    {
        _messages.ResetWrittenCount();
        _finished.Clear();
        _start = 0;
    }

    public void Dispose() => _json.Dispose();

    private void Finish()
    {
        if (_messages.WrittenCount > _start)
        {
            _messages.Write("]}"u8);
            _finished.Add(_start.._messages.WrittenCount);
            _start = _messages.WrittenCount;
        }
    }
}
