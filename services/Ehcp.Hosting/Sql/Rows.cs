using System.Buffers;
using Npgsql;

namespace Ehcp.Hosting.Sql;

/// <summary>
/// The rows that a statement answers, read by the names of their columns: <c>row.Text("team")</c>. A name is looked up in the first row; in every
/// other it costs as much as a number, as long as the columns are read in the same order.
/// </summary>
/// <remarks>A column that is not there, is null where it may not be, or has another type is an exception that names it.</remarks>
public sealed class Rows : IAsyncDisposable
{
    private readonly NpgsqlDataReader _reader;
    private string[] _names = new string[16];
    private int[] _places = new int[16];
    private int _known;
    private int _next;

    internal Rows(NpgsqlDataReader reader) => _reader = reader;

    /// <summary>Goes to the next row; false after the last one.</summary>
    public Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        _next = 0;
        return _reader.ReadAsync(cancellationToken);
    }

    /// <summary>Goes to what the next statement of a batch answers; false after the last one.</summary>
    public Task<bool> NextAnswerAsync(CancellationToken cancellationToken)
    {
        (_known, _next) = (0, 0);
        return _reader.NextResultAsync(cancellationToken);
    }

    public bool IsNull(string column) => _reader.IsDBNull(Place(column));

    public string Text(string column) => _reader.GetString(Place(column));

    public string? TextOrNull(string column) => Place(column) is var place && _reader.IsDBNull(place) ? null : _reader.GetString(place);

    public DateOnly Day(string column) => _reader.GetFieldValue<DateOnly>(Place(column));

    public DateOnly? DayOrNull(string column) => Place(column) is var place && _reader.IsDBNull(place) ? null : _reader.GetFieldValue<DateOnly>(place);

    /// <summary>An instant, in UTC.</summary>
    public DateTimeOffset Instant(string column) => _reader.GetFieldValue<DateTimeOffset>(Place(column));

    /// <inheritdoc cref="Instant"/>
    public DateTimeOffset? InstantOrNull(string column) => Place(column) is var place && _reader.IsDBNull(place) ? null
        : _reader.GetFieldValue<DateTimeOffset>(place);

    public short Short(string column) => _reader.GetInt16(Place(column));

    public int Int(string column) => _reader.GetInt32(Place(column));

    public int? IntOrNull(string column) => Place(column) is var place && _reader.IsDBNull(place) ? null : _reader.GetInt32(place);

    public long Long(string column) => _reader.GetInt64(Place(column));

    public long? LongOrNull(string column) => Place(column) is var place && _reader.IsDBNull(place) ? null : _reader.GetInt64(place);

    public bool Flag(string column) => _reader.GetBoolean(Place(column));

    public Guid Id(string column) => _reader.GetGuid(Place(column));

    public byte[] Bytes(string column) => _reader.GetFieldValue<byte[]>(Place(column));

    public byte[]? BytesOrNull(string column) => Place(column) is var place && _reader.IsDBNull(place) ? null : _reader.GetFieldValue<byte[]>(place);

    /// <summary>Reads bytes into an array that is used again: <paramref name="shared"/> is one of the shared pool, and is exchanged for a longer one of
    /// it where it is too short.</summary>
    /// <returns>How many bytes there are.</returns>
    public int Bytes(string column, ref byte[] shared)
    {
        var place = Place(column);
        var length = (int)_reader.GetBytes(place, 0, null, 0, 0);
        if (length > shared.Length)
        {
            ArrayPool<byte>.Shared.Return(shared);
            shared = ArrayPool<byte>.Shared.Rent(length);
        }

        _reader.GetBytes(place, 0, shared, 0, length);
        return length;
    }

    /// <summary>A value of another type: an array, an interval, a number with a fraction.</summary>
    public T Value<T>(string column) => _reader.GetFieldValue<T>(Place(column));

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    // Names are literals, so the same name is the same object, and every row asks for the same ones in the same order.
    private int Place(string column)
    {
        var next = _next;
        if (next < _known && ReferenceEquals(_names[next], column))
        {
            _next = next + 1;
            return _places[next];
        }

        return Find(column);
    }

    private int Find(string column)
    {
        for (var i = 0; i < _known; i++)
        {
            if (_names[i] == column)
            {
                _next = i + 1;
                return _places[i];
            }
        }

        if (_known == _names.Length)
        {
            Array.Resize(ref _names, 2 * _known);
            Array.Resize(ref _places, 2 * _known);
        }

        (_names[_known], _places[_known]) = (column, _reader.GetOrdinal(column));
        return _places[(_next = ++_known) - 1];
    }
}
