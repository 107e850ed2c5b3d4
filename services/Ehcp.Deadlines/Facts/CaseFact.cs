namespace Ehcp.Deadlines;

/// <summary>One recorded fact of a case, as the law reads it.</summary>
/// <param name="Type">Event type without prefix and version, e.g. <c>request-received</c>. A type that no rule knows is ignored.</param>
/// <param name="Source">The system that recorded the fact.</param>
/// <param name="Id">The fact's id within its source.</param>
/// <param name="Time">When the source recorded the fact. Compared as an instant: the newest of one key wins.</param>
/// <param name="Fields">The fact's own fields, without authority and case reference.</param>
public sealed record CaseFact(string Type, string Source, string Id, DateTimeOffset Time, FactFields Fields);
