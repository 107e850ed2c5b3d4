using Ehcp.Conformance.Doors;
using Ehcp.Conformance.Examples;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Checks;

/// <summary>An example of every type is taken: with every field, and with none that may be left out.</summary>
internal static class ExampleChecks
{
    private const string Group = "Examples";

    public static async Task RunAsync(Installation there, CancellationToken stop)
    {
        foreach (var type in FactCatalogue.All)
        {
            foreach (var onlyRequired in new[] { false, true })
            {
                var one = there.Event(type, data: there.Examples.Data(type, onlyRequired));
                var answer = await there.SendAsync(one, stop);
                var (name, expected) = EventExamples.IsOfEndedAuthority(type)
                    ? ($"{type.WireType} is refused of an authority that stands", Documented.Refused([$"successor /data/{Successor(type)}"]))
                    : ($"{type.WireType} is taken", Documented.Accepted);
                there.Expect(Group, name, onlyRequired ? "the required fields" : "every field", expected, answer.Said);
                if (expected == Documented.Accepted && !onlyRequired)
                {
                    var fate = await there.FateAsync((string)one["id"]!, stop);
                    there.Expect(
                        Group, $"{type.WireType} is found again", "its id", $"200 accepted, {type.WireType}, entry {answer.Sequence}",
                        $"{fate.Said}, {Answer.TextOf(fate.Json, "type")}, entry {fate.Sequence}");
                }
            }
        }
    }

    private static string Successor(FactType type) => type.Fields.Single(field => field.Rule.IsSuccessor).Name;
}
