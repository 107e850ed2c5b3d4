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
            var values = new List<KeyValuePair<string, object>>(type.Fields.Length);
            foreach (var field in type.Fields)
            {
                if (field.Value(recorded.Fact) is { } value)
                {
                    values.Add(new(field.Name, value));
                }
            }

            return new(type.Name, recorded.Source, recorded.Id, recorded.Time, new FactFields(values));
        }
    }
}
