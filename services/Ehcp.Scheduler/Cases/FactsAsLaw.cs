using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>Facts as they travel, in the form that the law reads.</summary>
internal static class FactsAsLaw
{
    extension(RecordedFact recorded)
    {
        internal CaseFact AsLaw()
        {
            var type = FactCatalogue.Of(recorded.Fact);
            return new(type.Name, recorded.Source, recorded.Id, recorded.Time, new FactFields(type.Values(recorded.Fact)));
        }
    }
}
