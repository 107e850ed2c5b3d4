using System.Collections.Frozen;
using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>A rule an event can break. Its name is part of the wire: senders and the tray go by it.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Detail">The rule in words; it never quotes what was sent.</param>
public sealed record Rule(string Name, string Detail)
{
    public EventError At(string pointer, string? detail = null) => new(pointer, Name, detail ?? Detail);
}

/// <summary>Every rule.</summary>
public static class Rules
{
    public static Rule Json { get; } = new("json", "The body must be JSON in UTF-8, nested at most 16 deep.");
    public static Rule Required { get; } = new("required", "Is required.");
    public static Rule Kind { get; } = new("kind", "Has the wrong JSON type.");
    public static Rule Unknown { get; } = new("unknown", "Is not known: only what the documentation lists is accepted.");
    public static Rule Duplicate { get; } = new("duplicate", "Is given more than once.");
    public static Rule SpecVersion { get; } = new("specversion", "Must be 1.0.");
    public static Rule Type { get; } = new("type", "Must be a type listed at /v1/schemas.");
    public static Rule Pattern { get; } = new("pattern", "Has characters or a length that are not allowed.");
    public static Rule Upn { get; } = new("upn", "Must not be shaped like a unique pupil number.");
    public static Rule NhsNumber { get; } = new("nhs-number", "Must not be shaped like an NHS number.");
    public static Rule NiNumber { get; } = new("ni-number", "Must not be shaped like a National Insurance number.");
    public static Rule PhoneNumber { get; } = new("phone-number", "Must not be shaped like a telephone number.");
    public static Rule BirthDate { get; } = new("birth-date", "Must not be shaped like a date of birth.");
    public static Rule Time { get; } = new("time", "Must be an RFC 3339 date and time with an offset.");
    public static Rule TimeAhead { get; } = new("time-ahead", "May be at most 5 minutes ahead of this service's clock.");
    public static Rule MediaType { get; } = new("media-type", "Must be JSON.");
    public static Rule Base64 { get; } = new("base64", "Data must be JSON, not base64.");
    public static Rule Code { get; } = new("code", "Must be one of the codes listed.");
    public static Rule Items { get; } = new("items", "Must list at least one code, and no code twice.");
    public static Rule Date { get; } = new("date", "Must be a date of the calendar, written YYYY-MM-DD.");
    public static Rule TooEarly { get; } = new("too-early", "Must not be before 2014-09-01.");
    public static Rule InFuture { get; } = new("in-future", "Must not be after today in London.");
    public static Rule TooFarAhead { get; } = new("too-far-ahead", "Must be at most 3 years after today in London.");
    public static Rule Authority { get; } = new("authority", "Must be the ONS code or the DfE code of an English local authority.");
    public static Rule AuthorityEnded { get; } = new("authority-ended", "Must not be after the last day of an authority that is no more.");
    public static Rule AuthorityNotBegun { get; } = new("authority-not-begun", "Must not be before the first day of the authority.");
    public static Rule Successor { get; } = new("successor", "Must be an authority that took over from this one, from the day on which it did.");
    public static Rule Postcode { get; } = new("postcode", "Must not hold a postcode.");
    public static Rule Number { get; } = new("number", "Must be a whole number within its range.");
    public static Rule SourceNotAllowed { get; } = new("source-not-allowed", "The key may not send for this source.");
    public static Rule AuthorityNotAllowed { get; } = new("authority-not-allowed", "The key may not send for this authority.");
    public static Rule Conflict { get; } = new("conflict", "An event with this source and id is recorded with other content.");
    public static Rule TooLarge { get; } = new("too-large", "The body is longer than is allowed.");
    public static Rule TooManyEvents { get; } = new("too-many-events", $"A batch may hold {Batch.Most} events.");
    public static Rule Envelope { get; } = new(
        "envelope",
        "The message must have the content type application/cloudevents+json or application/cloudevents-batch+json, or JSON and the attributes in headers "
            + "cloudEvents:NAME; in UTF-8, not compressed.");

    public static Rule Sender { get; } = new(
        "sender", "The message must name the broker's user who sends it (property user-id), and a key of the same name must allow sending events.");

    public static Rule Unrecordable { get; } = new("unrecordable", "Could not be recorded.");

    public static ImmutableArray<Rule> All { get; } =
    [
        Json, Required, Kind, Unknown, Duplicate, SpecVersion, Type, Pattern, Upn, NhsNumber, NiNumber, PhoneNumber, BirthDate, Time, TimeAhead, MediaType,
        Base64, Code, Items, Date, TooEarly, InFuture, TooFarAhead, Authority, AuthorityEnded, AuthorityNotBegun, Successor, Postcode,
        Number, SourceNotAllowed, AuthorityNotAllowed, Conflict, TooLarge, TooManyEvents, Envelope, Sender, Unrecordable,
    ];

    private static readonly FrozenDictionary<string, Rule> ByName = All.ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The rule that a shape of something personal breaks.</summary>
    public static Rule Of(PersonalShape shape) => ByName[shape.Rule];
}
