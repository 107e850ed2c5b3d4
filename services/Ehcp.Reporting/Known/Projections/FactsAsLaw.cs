using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>Facts of a snapshot, in the form that the law reads.</summary>
internal static class FactsAsLaw
{
    extension(IEnumerable<SnapshotFact> facts)
    {
        /// <summary>Each with its standing, the oldest first.</summary>
        internal IEnumerable<(SnapshotFact Fact, StandingFact Standing)> Standings()
        {
            var told = facts.ToDictionary(fact => (fact.Source, fact.Id));
            return FactStandings.Of(told.Values.Select(AsLaw)).Select(standing => (told[(standing.Fact.Source, standing.Fact.Id)], standing));
        }
    }

    private static CaseFact AsLaw(SnapshotFact told)
    {
        var type = FactCatalogue.Of(told.Fact);
        return new(type.Name, told.Source, told.Id, told.Time, new FactFields(type.Values(told.Fact)));
    }
}
