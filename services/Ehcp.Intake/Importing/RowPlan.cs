using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Mappings;

namespace Ehcp.Intake.Importing;

/// <summary>What an event of a row is.</summary>
internal enum PlannedKind
{
    New,
    Correction,
    Retraction,
}

/// <summary>An event that a row gives.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">The event on its way into the ledger.</param>
/// <param name="Sent">What is known of the fact once it is there.</param>
internal sealed record PlannedEvent(PlannedKind Kind, LedgerLine Line, SentFact Sent, RowError IfRefused);

/// <summary>What a row changes: the difference between what it tells and what was sent of it.</summary>
internal sealed class RowPlan(RowKey key, CsvLine line)
{
    public RowKey Key { get; } = key;

    public CsvLine Line { get; } = line;

    public byte[]? Hash { get; set; }

    /// <summary>Whether the key may be kept of a row that was refused.</summary>
    public bool KeyMayBeKept { get; init; }

    public KnownRow? Known { get; set; }

    public string? Subject { get; set; }

    public string? Authority { get; set; }

    public bool IsUnchanged { get; set; }

    public List<PlannedEvent> Events { get; } = [];

    public List<RowError> Errors { get; } = [];

    /// <summary>What was sent of it before, and what is sent now once it is recorded.</summary>
    public List<SentFact> Sent { get; } = [];

    public bool IsRefused => Errors.Exists(error => !error.IsNotice);
}

/// <summary>Makes events of the differences between what rows tell and what was sent of them.</summary>
/// <param name="source">The source of the events.</param>
/// <param name="mapping">The mapping; its name is part of what a row is known by.</param>
/// <param name="bound">The mapping on the header of the file.</param>
/// <param name="time">The time of facts whose rows have none.</param>
/// <param name="rights">What the key may send.</param>
internal sealed class RowPlans(string source, Mapping mapping, BoundMapping bound, DateTime time, SenderRights rights)
{
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.ffffffZ";
    private const string Retracted = "event-retracted";

    private static readonly FactShape Retraction = FactShape.Find($"ehcp.{Retracted}.v1")!;

    private readonly RowFacts _facts = new(bound);
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>Adds to the plan what the row changes.</summary>
    /// <param name="plan">With what is known of the row.</param>
    /// <param name="cells">The row.</param>
    /// <param name="reader">Reads the events, by the rules of the door.</param>
    public void Make(RowPlan plan, string[] cells, EventReader reader)
    {
        var told = _facts.Read(plan.Line, cells);
        plan.Errors.AddRange(told.Errors);
        (plan.Subject, plan.Authority) = (told.Subject, told.Authority);
        if (plan.Known is not null)
        {
            plan.Sent.AddRange(plan.Known.Sent);
        }

        if (told.Subject is null || told.Authority is null)
        {
            return;
        }

        var moved = plan.Known is { } known && (known.Subject != told.Subject || known.Authority != told.Authority);
        foreach (var fact in told.Facts)
        {
            var before = plan.Sent.Find(sent => sent.Slot == fact.Slot);
            if (before is not { Live.Length: > 0 } || moved || before.Content != fact.Content)
            {
                Tell(plan, told, fact, before, moved, reader);
            }
        }

        foreach (var gone in plan.Known?.Sent ?? [])
        {
            if (gone.Live.Length > 0 && !told.Untold.Contains(gone.Type) && (moved || !told.Facts.Exists(fact => fact.Slot == gone.Slot)))
            {
                Leave(plan, gone, moved, told.Facts.Exists(fact => fact.Slot == gone.Slot), reader);
            }
        }
    }

    private void Tell(RowPlan plan, ToldRow told, ToldFact fact, SentFact? before, bool moved, EventReader reader)
    {
        var own = told.Time is { } written ? Timestamps.ToMicroseconds(written) : (DateTime?)null;
        var id = IdOf(
            [source, mapping.Name, plan.Key.ToString(), fact.Slot, fact.Content, before?.Last ?? "", own is null ? "" : Written(own.Value)]);
        var at = own is { } changed && (before is null || changed > before.Time) ? changed
            : before is not null && time <= before.Time ? before.Time.AddMicroseconds(1)
            : time;
        var read = rights.Check(reader.ReadStructured(Event(id, fact.Fact.Shape.Type.WireType, told.Subject!, at, fact.Data), ContentMode.Row));
        if (read.Event is not { } received)
        {
            foreach (var error in read.Errors.Select(error => Of(plan, fact.Fact, error)))
            {
                // What is wrong with the row is wrong with each of its facts, and is told once.
                if (!IsOfRow(error) || !plan.Errors.Exists(known => (known.Pointer, known.Rule) == (error.Pointer, error.Rule)))
                {
                    plan.Errors.Add(error);
                }
            }

            return;
        }

        string[] live = before is null || moved ? [id] : [.. before.Live, id];
        plan.Events.Add(new(
            before is { Live.Length: > 0 } && !moved ? PlannedKind.Correction : PlannedKind.New, new LedgerLine(received, rights.KeyName),
            new(fact.Slot, fact.Content, id, live, received.Time), RowError.Of(plan.Line, Rules.Unrecordable, column: null, fact.Fact.Name)));
    }

    // A fact that the row told and tells no more, or no more of this case.
    private void Leave(RowPlan plan, SentFact gone, bool moved, bool isToldAnew, EventReader reader)
    {
        var fact = Array.Find(bound.Facts, fact => fact.Name == gone.Type);
        if (fact?.WhenEmpty != EmptyValue.Retract)
        {
            plan.Errors.Add(RowError.Of(plan.Line, RowRules.ValueGone, fact is null ? null : bound.NameOf(ColumnOf(fact)), gone.Type));
            return;
        }

        foreach (var id in gone.Live)
        {
            var own = IdOf(["retract", source, id]);
            var data = Encoding.UTF8.GetBytes($$"""{"authority":"{{plan.Known!.Authority}}","reason":"wrong-value","retractedId":"{{id}}"}""");
            var read = rights.Check(reader.ReadStructured(Event(own, Retraction.Type.WireType, plan.Known.Subject, time, data), ContentMode.Row));
            if (read.Event is not { } received)
            {
                plan.Errors.AddRange(read.Errors.Select(error => new RowError(plan.Line.Number, null, Retracted, error.Pointer, error.Rule)));
                return;
            }

            // Told anew of another case, the fact has a newer event by now, and that one stays what it is known by.
            var after = moved && isToldAnew ? plan.Events.Find(told => told.Sent.Slot == gone.Slot)?.Sent : null;
            plan.Events.Add(new(
                PlannedKind.Retraction, new LedgerLine(received, rights.KeyName), after ?? gone with { Live = [], Last = own, Time = received.Time },
                RowError.Of(plan.Line, Rules.Unrecordable, column: null, Retracted)));
        }
    }

    private RowError Of(RowPlan plan, BoundFact fact, EventError error)
    {
        var value = error.Pointer switch
        {
            "/subject" => bound.CaseReference,
            "/data/authority" => bound.Authority,
            "/time" => bound.Time,
            _ => Array.FindIndex(fact.Shape.Fields, field => IsWithin(error.Pointer, field.Pointer)) is >= 0 and var at ? fact.Values[at] : null,
        };
        return new(plan.Line.Number, value is null ? null : bound.NameOf(value.Cell), fact.Name, error.Pointer, error.Rule);
    }

    private static bool IsWithin(string pointer, string field) => pointer == field || pointer.StartsWith(field + "/", StringComparison.Ordinal);

    private static bool IsOfRow(RowError error) => error.Pointer is "/subject" or "/data/authority" or "/time" or "/source";

    private static int ColumnOf(BoundFact fact) =>
        fact.Anchor >= 0 ? fact.Values[fact.Anchor]!.Cell : fact.Values.FirstOrDefault(value => value is { IsColumn: true })?.Cell ?? BoundValue.Missing;

    private byte[] Event(string id, string type, string subject, DateTime at, byte[] data)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, id);
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, type);
        json.WriteString("subject"u8, subject);
        json.WriteString("time"u8, Written(at));
        json.WritePropertyName("data"u8);
        json.WriteRawValue(data, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private static string Written(DateTime at) => at.ToString(Instant, CultureInfo.InvariantCulture);

    // Follows from what it says and from the event before it, so that the same file gives the same ids, and a value that comes back is an event of its own.
    private static string IdOf(string[] parts) =>
        "csv-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))).AsSpan(0, 20));
}
