namespace Ehcp.Intake.Events;

/// <summary>One thing wrong with an event. It says where and which rule, never what stood there.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) within the event.</param>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Detail">The rule in words.</param>
public sealed record EventError(string Pointer, string Rule, string Detail);
