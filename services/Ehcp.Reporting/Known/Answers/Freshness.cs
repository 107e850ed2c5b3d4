using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Known.Answers;

/// <summary>How much of what happened the figures know.</summary>
/// <param name="KnownTo">Every event that Intake recorded before it is in the figures, counted minute by minute; some later ones may be. A figure as of an
/// instant up to it can be shown again for ever. Null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules it was computed by: those in effect at the instant asked about.</param>
/// <param name="AnyCase">Whether anything is known of any case.</param>
public sealed record Freshness([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo, string Rules, bool AnyCase);
