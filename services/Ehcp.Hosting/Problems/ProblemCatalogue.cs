namespace Ehcp.Hosting.Problems;

/// <summary>Every problem that any of the services answers with; docs/problems.md is printed from it.</summary>
public static class ProblemCatalogue
{
    private static readonly List<ProblemKind> Kinds = [];

    /// <summary>All of them, in the order of docs/problems.md.</summary>
    public static IReadOnlyList<ProblemKind> All => Kinds;

    // What is wrong with the request.
    public static ProblemKind ParameterInvalid { get; } = Add(
        "parameter-invalid", 400, "A parameter cannot be used", "See the errors.", former: ["invalid-parameter", "query-invalid"]);

    public static ProblemKind BodyInvalid { get; } = Add("body-invalid", 400, "The body is not as described", "See the errors.");
    public static ProblemKind BodyMissing { get; } = Add("body-missing", 400, "The body is missing", "Send a JSON body.");
    public static ProblemKind NotJson { get; } = Add("not-json", 400, "The body is not JSON", "Send JSON in UTF-8.");
    public static ProblemKind BadRequest { get; } = Add("bad-request", 400, "The request cannot be read", "Check it against the API description.");
    public static ProblemKind TooLarge { get; } = Add("too-large", 413, "The body is too large", "Send it in parts.");
    public static ProblemKind MediaType { get; } = Add("media-type", 415, "The media type is not supported", "Send JSON: Content-Type: application/json.");

    // Who asks.
    public static ProblemKind KeyMissingOrUnknown { get; } = Add(
        "key-missing-or-unknown", 401, "A known API key is needed", "Send the key in the header X-Api-Key.");

    public static ProblemKind KeyNotAllowed { get; } = Add(
        "key-not-allowed", 403, "This API key may not do this", "The key is known, but its scopes do not include this.");

    public static ProblemKind TooManyWrongKeys { get; } = Add(
        "too-many-wrong-keys", 429, "This key is not known, and too many such keys have come from your address",
        "Check the key, and wait as long as Retry-After says. A known key is not held up.");

    public static ProblemKind TooManyRequests { get; } = Add(
        "too-many-requests", 429, "This key asks too often", "Wait as long as Retry-After says.");

    public static ProblemKind QuotaUsed { get; } = Add(
        "quota-used", 429, "This key has done what it may do today", "Wait as long as Retry-After says: the day ends at midnight in London.");

    public static ProblemKind NotAllowed { get; } = Add("not-allowed", 403, "You may not do this", "Ask whoever runs the service for the right to do it.");

    public static ProblemKind AuthorityNotAllowed { get; } = Add(
        "authority-not-allowed", 403, "This API key may not see this authority", "The key is known, but this is not among its authorities.");

    public static ProblemKind AddressNotAllowed { get; } = Add(
        "address-not-allowed", 403, "You may not act on this address", "It is known for an authority that the key is not for, or for none.");

    public static ProblemKind WholeAuthorityOnly { get; } = Add(
        "whole-authority-only", 403, "This is of a whole authority", "You may see the cases of your own team only.");

    public static ProblemKind SenderNotAllowed { get; } = Add(
        "sender-not-allowed", 403, "The key may not act for this source or authority", "Ask for a key of this source and authority.");

    public static ProblemKind KeyTooWide { get; } = Add(
        "key-too-wide", 403, "A key may not do more than whoever makes it",
        "Leave out what you may not do yourself, or ask somebody who may.");

    // What is not there.
    public static ProblemKind NotFound { get; } = Add("not-found", 404, "There is nothing at this address", "Check the address.");
    public static ProblemKind UnknownAuthority { get; } = Add("unknown-authority", 404, "No English local authority has this code", "Use its ONS or DfE code.");
    public static ProblemKind UnknownCase { get; } = Add("unknown-case", 404, "Nothing is known of this case", "Check the authority and the case reference.");
    public static ProblemKind UnknownAlert { get; } = Add("unknown-alert", 404, "There is no alert with this id", "The alerts are listed at /v1/alerts.");
    public static ProblemKind UnknownRecalculation { get; } = Add(
        "unknown-recalculation", 404, "There is no recalculation with this id", "They are listed at /v1/recalculations.");

    public static ProblemKind UnknownWebhook { get; } = Add(
        "unknown-webhook", 404, "There is no webhook with this id", "They are listed at /v1/webhooks; one of an authority that is not yours is not shown.");

    public static ProblemKind UnknownAccessRecord { get; } = Add(
        "unknown-access-record", 404, "There is no such entry in the access log", "There is none with this id, or it is of another authority.");

    public static ProblemKind UnknownQueue { get; } = Add("unknown-queue", 404, "This service has no such queue", "The queues are listed at /v1/errors.");
    public static ProblemKind NoEdition { get; } = Add(
        "no-edition", 404, "Nothing of this authority has been published under this number", "The editions are listed at /v1/public/editions.");

    public static ProblemKind UnknownReport { get; } = Add(
        "unknown-report", 404, "There is no report with this number", "They are listed at /v1/reports; one of another authority is not shown.");

    public static ProblemKind UnknownReconciliation { get; } = Add(
        "unknown-reconciliation", 404, "There is no reconciliation with this number",
        "They are listed at /v1/reconciliations; one of an authority of which you do not see every case is not shown.");

    public static ProblemKind EventNotFound { get; } = Add(
        "event-not-found", 404, "No such event", "No event of this source and id has come, neither taken nor refused.");

    public static ProblemKind UnknownKey { get; } = Add(
        "unknown-key", 404, "There is no key of this name", "The keys are listed at /v1/keys; one that may do more than yours is not shown.");

    public static ProblemKind UnknownImport { get; } = Add("unknown-import", 404, "There is no import with this id", "They are listed at /v1/imports.");
    public static ProblemKind UnknownMapping { get; } = Add("unknown-mapping", 404, "There is no mapping of this name", "They are listed at /v1/mappings.");
    public static ProblemKind SchemaNotFound { get; } = Add("schema-not-found", 404, "No such type of event", "The types are listed at /v1/schemas.");
    public static ProblemKind MethodNotAllowed { get; } = Add(
        "method-not-allowed", 405, "This address does not take this method", "The header Allow names the methods that it takes.");

    // What cannot be done now.
    public static ProblemKind Conflict { get; } = Add("conflict", 409, "This cannot be done in the present state", "Read it again, then decide.");
    public static ProblemKind AlertCleared { get; } = Add(
        "alert-cleared", 409, "The deadline of this alert is met, has moved or does not apply", "There is nothing left to acknowledge.");

    public static ProblemKind IntakeNotSet { get; } = Add(
        "intake-not-set", 409, "This service is not set up to send events", "Set the address and the key of Intake: Ehcp:Reassignments.");

    public static ProblemKind WebhooksNotSet { get; } = Add(
        "webhooks-not-set", 409, "This service is not set up to sign webhooks", "Set a key that their secrets are encrypted with: Ehcp:Webhooks:Keys.");

    public static ProblemKind NoSuccessor { get; } = Add(
        "no-successor", 409, "No authority took over from this one", "Authorities with their last days and successors are listed at /v1/authorities.");

    public static ProblemKind RecalculationRunning { get; } = Add(
        "recalculation-running", 409, "Another recalculation has not finished", "Wait until it has finished: /v1/recalculations.");

    public static ProblemKind KeyExists { get; } = Add(
        "key-exists", 409, "There is a key of this name", "A name is given once, also where its key was revoked. Rotate the key, or take another name.");

    public static ProblemKind KeyFixed { get; } = Add(
        "key-fixed", 409, "This key cannot be changed", "It was revoked, or it stands in the settings of the service and is changed there.");

    public static ProblemKind NotComplete { get; } = Add(
        "not-complete", 409, "The figures of this instant cannot be published or reported",
        "It is not known yet that they hold every event up to it (asOf must not be after knownTo), or a later edition has been published.");

    // Events.
    public static ProblemKind NotACloudEvent { get; } = Add(
        "not-a-cloudevent", 400, "The body is not a CloudEvent 1.0, or not a batch of them", "See the errors.");
    public static ProblemKind EventInvalid { get; } = Add(
        "event-invalid", 422, "The event breaks rules", "Nothing of it is kept but its id, source, type and these errors.");

    public static ProblemKind EventConflict { get; } = Add(
        "event-conflict", 409, "Recorded already with other content",
        "Source and id name one event for ever. Send a corrected event with a new id, and retract the old one.");

    public static ProblemKind TooManyEvents { get; } = Add("too-many-events", 413, "The batch has too many events", "Send fewer at once. None was taken.");

    // Files.
    public static ProblemKind FileRefused { get; } = Add(
        "file-refused", 422, "The file cannot be read", "Nothing of it was taken. See the errors.");

    public static ProblemKind MappingInvalid { get; } = Add("mapping-invalid", 422, "The mapping breaks rules", "See the errors.");
    public static ProblemKind ImportRunning { get; } = Add(
        "import-running", 409, "Another file of this source and mapping is being read", "Wait until it has finished: /v1/imports.");

    // What went wrong with us.
    public static ProblemKind Error { get; } = Add("error", 500, "Something went wrong", "It is our fault, and it is in our log. Try again later.");
    public static ProblemKind IntakeAway { get; } = Add(
        "intake-away", 502, "Intake did not take all events", "Send the same request again: it sends those that are left.");

    public static ProblemKind NotWrittenDown { get; } = Add(
        "not-written-down", 503, "This cannot be answered just now",
        "Whoever sees a case or acts on one is written down first, and that does not work at the moment. Send the same request again later.");

    public static ProblemKind Unavailable { get; } = Add("unavailable", 503, "The service cannot answer now", "Send the same request again later.");

    /// <summary>The kind for a status that nothing more exact is known of.</summary>
    internal static ProblemKind OfStatus(int status) => status switch
    {
        401 => KeyMissingOrUnknown,
        403 => KeyNotAllowed,
        404 => NotFound,
        405 => MethodNotAllowed,
        409 => Conflict,
        413 => TooLarge,
        415 => MediaType,
        429 => TooManyRequests,
        502 or 503 or 504 => Unavailable,
        >= 500 => Error,
        _ => BadRequest,
    };

    private static ProblemKind Add(string name, int status, string title, string detail, string[]? former = null)
    {
        var kind = new ProblemKind(Urn(name), status, title, detail) { FormerUrns = [.. (former ?? []).Select(Urn)] };
        Kinds.Add(kind);
        return kind;
    }

    private static string Urn(string name) => $"urn:ehcp:{name}";
}
