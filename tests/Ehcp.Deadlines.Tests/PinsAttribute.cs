namespace Ehcp.Deadlines.Tests;

/// <summary>Says which rules a test pins to the law; the printed timetable names the test beside the rule.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PinsAttribute(params string[] rules) : Attribute
{
    public IReadOnlyList<string> Rules { get; } = rules;
}
