using Ehcp.Hosting.Problems;
using Ehcp.Intake.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Intake.Refusals;

/// <summary>Every refusal of this service. Senders go by the type, which never changes.</summary>
internal static class Problems
{
    /// <summary>What stands against an event whose source and id are recorded with other content.</summary>
    public static IReadOnlyList<EventError> ConflictErrors { get; } = [Rules.Conflict.At("/id")];

    public static ProblemHttpResult NotABatch() => ProblemCatalogue.NotACloudEvent.Answer(
        "A batch is a JSON array of events.", Of([Rules.Kind.At("", "Must be an array.")]));

    public static ProblemHttpResult TooLarge(int bytes) => ProblemCatalogue.TooLarge.Answer($"A body may have {bytes} bytes.");

    public static ProblemHttpResult TooManyEvents() => ProblemCatalogue.TooManyEvents.Answer(
        $"A batch may hold {Batch.Most} events. None was taken.");

    public static ProblemHttpResult MediaType() => ProblemCatalogue.MediaType.Answer(
        "Send application/cloudevents+json, application/cloudevents-batch+json, or JSON data with the attributes in ce- headers; in UTF-8, not compressed.");

    public static ProblemHttpResult Unavailable() => ProblemCatalogue.Unavailable.Answer(
        "Nothing was taken, as far as is known. Send the same again later: what is recorded twice counts once.");

    public static ProblemHttpResult SourceNotAllowed() => ProblemCatalogue.SenderNotAllowed.Answer("Ask for a key of this source.");

    public static ProblemHttpResult Conflict() => ProblemCatalogue.EventConflict.Answer(detail: null, Of(ConflictErrors));

    /// <summary>Why one event is not taken.</summary>
    public static ProblemHttpResult NotTaken(ReadEvent read) => KindOf(read) is var kind && kind == ProblemCatalogue.NotJson
        ? kind.Answer(Rules.Json.Detail, Of(read.Errors))
        : kind.Answer(kind == ProblemCatalogue.EventInvalid ? null : "See the errors.", Of(read.Errors));

    private static ProblemKind KindOf(ReadEvent read) =>
        read.Errors is [{ Rule: "json" }] ? ProblemCatalogue.NotJson
        : !read.IsCloudEvent ? ProblemCatalogue.NotACloudEvent
        : read.Errors.Any(error => error.Rule == Rules.SourceNotAllowed.Name || error.Rule == Rules.AuthorityNotAllowed.Name)
            ? ProblemCatalogue.SenderNotAllowed
        : ProblemCatalogue.EventInvalid;

    private static ProblemError[] Of(IReadOnlyList<EventError> errors) =>
        [.. errors.Select(error => ProblemError.OfBody(error.Pointer, error.Rule, error.Detail))];
}
