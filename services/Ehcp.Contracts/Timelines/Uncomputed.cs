namespace Ehcp.Contracts;

/// <summary>Something the facts leave undecided; told, counted, never guessed.</summary>
/// <param name="Subject">What, e.g. <c>request 1</c> or <c>retraction of one a-17</c>.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record Uncomputed(string Subject, string Reason);
