using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>A fact that nobody recorded: somebody asks what would follow from it.</summary>
/// <param name="Source">Who asks.</param>
/// <param name="Id">Its id.</param>
/// <param name="Time">When it would be recorded.</param>
/// <param name="Fact">The fact. What was left out holds its default and counts as absent.</param>
/// <param name="OtherDate">The date of another event of the case, which only the other event would say; null when it was not given.</param>
internal sealed record AskedFact(string Source, string Id, DateTimeOffset Time, Fact Fact, DateOnly? OtherDate = null) : ISourcedFact;
