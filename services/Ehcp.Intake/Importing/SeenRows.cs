using System.Buffers.Binary;
using Ehcp.Contracts;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Importing;

/// <summary>What a row is known by from one file to the next: 128 bits of SHA-256 of its key columns.</summary>
/// <param name="Bytes">The bits.</param>
internal readonly record struct RowKey(byte[] Bytes)
{
    public bool Equals(RowKey other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes);

    /// <summary>
    /// Whether a hash of this cell may be kept of a row that was refused: only where it is an id by the rules of the door. A hash of a pupil number could be
    /// found out by trying all of them.
    /// </summary>
    public static bool MayBeKept(string cell) =>
        Text.Fits(cell, Patterns.CaseReference) && !Text.Fits(cell, Patterns.Upn) && PersonalShapes.CheckedIn(cell) is null;

    public override string ToString() => Convert.ToHexString(Bytes);
}

/// <summary>Which of the known rows a file has had so far, by their numbers: a bit for each, so that ten million rows take little more than a
/// megabyte.</summary>
internal sealed class SeenRows
{
    private const int Bits = 1 << 16;

    private readonly Dictionary<long, ulong[]> _parts = [];

    public bool Has(long number) => _parts.TryGetValue(number / Bits, out var part) && (part[Word(number)] & Bit(number)) != 0;

    /// <returns>False when it was there already.</returns>
    public bool Add(long number)
    {
        if (!_parts.TryGetValue(number / Bits, out var part))
        {
            _parts.Add(number / Bits, part = new ulong[Bits / 64]);
        }

        var before = part[Word(number)];
        part[Word(number)] = before | Bit(number);
        return (before & Bit(number)) == 0;
    }

    private static int Word(long number) => (int)(number % Bits / 64);

    private static ulong Bit(long number) => 1UL << (int)(number % 64);
}
