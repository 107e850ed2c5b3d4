using System.Text.Json.Nodes;

namespace Ehcp.Intake.Tests.Events;

/// <summary>An event with one thing changed, and whether it is taken or which rule it broke. Now is 23:30 UTC on 15 July 2026, so in London it is the
/// 16th.</summary>
public abstract class RuleTest(RunningIntake intake) : IClassFixture<RunningIntake>
{
    protected RunningIntake Intake { get; } = intake;

    protected static JsonObject Good(string type) => Given.AnEvent(type, AnyEvent.Data(type, onlyRequired: true));

    protected async Task ExpectAsync(JsonObject one, string? rule, string pointer) => Expect(await Intake.SendAsync(one), rule, pointer);

    private protected static void Expect(Answer answer, string? rule, string pointer)
    {
        Assert.Equal(rule is null ? [] : [$"{rule} {pointer}"], answer.Errors);
        Assert.Equal(rule switch { null => 202, "specversion" or "required" => 400, _ => 422 }, answer.Status);
    }
}
