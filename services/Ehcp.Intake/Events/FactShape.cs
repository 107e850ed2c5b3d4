using System.Collections.Frozen;
using System.Text;
using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>A type of the catalogue, prepared for reading: its fields in canonical order, <c>authority</c> among them, and how to build its record.</summary>
internal sealed class FactShape
{
    public const string Authority = "authority";

    private static readonly FrozenDictionary<string, FactShape> ByWireType =
        FactCatalogue.All.Select(type => new FactShape(type)).ToFrozenDictionary(shape => shape.Type.WireType, StringComparer.Ordinal);

    private FactShape(FactType type)
    {
        Type = type;

        // RFC 8785 sorts names by UTF-16 code units.
        Fields =
        [
            .. type.Fields
                .Select((field, at) => new DataField(field.Name, field.Rule, at))
                .Append(new DataField(Authority, FieldRule.Authority, At: -1))
                .OrderBy(field => field.Name, StringComparer.Ordinal),
        ];
        Utf8Names = [.. Fields.Select(field => Encoding.UTF8.GetBytes(field.Name))];
        AuthorityAt = Array.FindIndex(Fields, field => field.Name == Authority);
        OwnDates = [.. Enumerable.Range(0, Fields.Length).Where(at => Fields[at].Rule.IsBeginning || IsDayDone(type, Fields[at]))];
        Successors = [.. Enumerable.Range(0, Fields.Length).Where(at => Fields[at].Rule.IsSuccessor)];
        Sources = [.. type.Fields.Where(field => field.Rule.Kind == FieldKind.Source)];
    }

    public FactType Type { get; }

    public DataField[] Fields { get; }

    public byte[][] Utf8Names { get; }

    public int AuthorityAt { get; }

    /// <summary>Where the dates stand of what the authority itself does: takes on, or has done. It does nothing before its first day or after its
    /// last.</summary>
    public int[] OwnDates { get; }

    /// <summary>Where the authorities stand that take over from the one of the event.</summary>
    public int[] Successors { get; }

    /// <summary>The fields that name the source of another event.</summary>
    public FactField[] Sources { get; }

    private static bool IsDayDone(FactType type, DataField field) =>
        type.ClockDates is [var own, ..] && own.Name == field.Name && !field.Rule.MayLieAhead;

    public static FactShape? Find(string wireType) => ByWireType.GetValueOrDefault(wireType);

    /// <summary>The fact with these values, one for each of <see cref="Fields"/>; null where a field was left out.</summary>
    public Fact Build(object?[] values)
    {
        var inOrder = new object?[Type.Fields.Length];
        for (var at = 0; at < Fields.Length; at++)
        {
            if (Fields[at].At >= 0)
            {
                inOrder[Fields[at].At] = values[at];
            }
        }

        return Type.Build(inOrder);
    }
}

/// <summary>One field of an event's data.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Rule">What it may hold.</param>
/// <param name="At">Its place among the fields of its type; -1 for what stands beside the fact.</param>
internal sealed record DataField(string Name, FieldRule Rule, int At)
{
    public string Pointer { get; } = "/data/" + Name;

    /// <summary>The rule in words.</summary>
    public string Words { get; } = FieldWords.Of(Rule);
}
