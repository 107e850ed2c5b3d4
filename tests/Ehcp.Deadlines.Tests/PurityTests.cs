using System.Collections.Immutable;
using System.Reflection;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>What the law computes depends on what it is given, and on nothing that anybody can change.</summary>
public sealed class PurityTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_static_of_the_law_can_be_changed() => Assert.Empty(
        typeof(Law).Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(Statics))
            .Where(field => !field.IsLiteral && (!field.IsInitOnly || field.FieldType.IsArray || IsList(field.FieldType)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));

    [Fact]
    public void Two_laws_of_other_calendars_compute_side_by_side()
    {
        ImmutableArray<DateOnly> in2026 = [.. WorkingDays.Shipped.BankHolidays.Where(day => day.Year == 2026)];
        var other = Law.Shipped with { Calendar = WorkingDays.Shipped.With([.. in2026, new DateOnly(2026, 6, 1)]) };
        AskedFact[] facts = [Given.Fact("draft-plan-served", ("servedOn", "2026-05-29"), ("service", "post-first-class"))];

        Parallel.For(0, 200, _ =>
        {
            Assert.Equal(new DateOnly(2026, 6, 16), Folded(facts).Clock("representations").LastDay);
            Assert.Equal(new DateOnly(2026, 6, 17), CaseTimeline.From(other, facts).Clock("representations").LastDay);
        });
    }

    [Fact]
    public void The_law_in_force_is_replaced_as_a_whole()
    {
        var inForce = new LawInForce(Law.Shipped);
        var before = inForce.Current;

        inForce.Use(WorkingDays.Shipped.With([.. WorkingDays.Shipped.BankHolidays.Where(day => day.Year == 2028).Select(day => day.AddYears(1))]));

        Assert.Equal(2028, before.Calendar.KnownTo.Year);
        Assert.Equal(2029, inForce.Current.Calendar.KnownTo.Year);
        Assert.Same(StatutoryTimetable.Shipped, inForce.Current.Timetable);
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(List<>) || open == typeof(Dictionary<,>) || open == typeof(HashSet<>));
}
