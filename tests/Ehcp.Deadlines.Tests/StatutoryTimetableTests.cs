using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class StatutoryTimetableTests
{
    [Fact]
    public void Each_rule_has_an_id_of_its_own() =>
        Assert.Equal(Limits.Length, Limits.Select(limit => limit.Id).Distinct().Count());

    [Fact]
    public void Each_rule_is_pinned_by_a_test()
    {
        var pins = Pins();

        Assert.Empty(Limits.Select(limit => limit.Id).Except(pins.Keys));
        Assert.Empty(pins.Keys.Except(Limits.Select(limit => limit.Id)));
    }

    [Fact]
    public void An_exemption_can_be_claimed_for_every_milestone_of_the_timetable_and_no_other() =>
        Assert.Equal(Enum.GetValues<Milestone>(), Limits.Select(limit => limit.Milestone).Distinct().Order());

    // A clock is known by its milestone and its id, and alerts hang on that.
    [Fact]
    public void Events_that_start_one_milestone_in_different_processes_name_their_clocks_apart() =>
        Assert.All(
            Limits.Where(limit => limit.Trigger.Type is not null).GroupBy(limit => limit.Milestone),
            limits => Assert.True(
                limits.All(limit => limit.NamesItsTrigger)
                || limits.Select(limit => limit.Trigger.Type!.Process).Distinct().Count() == 1
                || limits.All(limit => limit.Trigger.Name == "request-received" || limit.Trigger.Needs?.Name == "receivedOn"),
                Code.Of(limits.Key)));

    [Fact]
    public void Of_every_provision_it_is_said_how_it_was_read()
    {
        var cited = Limits.Select(limit => limit.Source.Citation).ToHashSet();

        Assert.Equal(cited.Order(StringComparer.Ordinal), Readings.All.Select(reading => reading.Citation).Order(StringComparer.Ordinal));
        Assert.All(Readings.All, reading =>
        {
            Assert.Equal(reading.Finding == Finding.Unread, reading.ReadOn is null);
            Assert.NotEmpty(reading.Means);
            Assert.Equal(reading.VerifiedBy is null, reading.VerifiedOn is null);
        });
    }

    [Fact]
    public void Every_shape_with_a_length_says_so_in_its_words() =>
        Assert.All(Limits.Where(limit => limit.Shape.Length > 0), limit => Assert.Contains(
            limit.Shape.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), limit.Shape.Words, StringComparison.Ordinal));

    // Rule 12 of the tribunal's procedure is about the tribunal; the dates of the regulations do not move.
    [Fact]
    public void Nothing_but_the_tribunals_rules_rolls_a_day() => Assert.All(
        Limits.Where(limit => limit.Shape is RolledByTribunal),
        limit => Assert.True(limit.Source.Instrument.Contains("SI 2008/2699", StringComparison.Ordinal) || limit.Milestone == Milestone.KeepPlan, limit.Id));

    [Fact]
    public void No_number_of_weeks_of_the_regulations_moves_for_a_day_of_rest() => Assert.All(
        Limits.Where(limit => limit.Shape is WithinWeeksOf),
        limit =>
        {
            for (var day = new DateOnly(2026, 1, 1); day.Year < 2028; day = day.AddDays(1))
            {
                Assert.Equal(day.DayOfWeek, limit.Shape.LastDay(WorkingDays.Shipped, day)!.Value.DayOfWeek);
            }
        });

    [Fact]
    public void A_rule_is_in_force_from_its_first_day_to_its_last()
    {
        var custody = Rule("decision-to-assess-detained-2015")!;

        Assert.False(custody.InForceOn(new(2015, 3, 31)));
        Assert.True(custody.InForceOn(new(2015, 4, 1)));
        Assert.Empty(Folded([Given.Received("2015-03-31", route: "detained")]).Clocks);
        var replaced = custody with { InForceTo = new(2029, 8, 31) };
        Assert.True(replaced.InForceOn(new(2029, 8, 31)));
        Assert.False(replaced.InForceOn(new(2029, 9, 1)));
    }

    /// <summary>With EHCP_WRITE_DOCS=1 this test writes the page instead of comparing it.</summary>
    [Fact]
    public async Task The_printed_timetable_is_what_the_rules_say()
    {
        var page = Path.Combine(Repository(), "docs", "statutory-timetable.md");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(page, Print(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(Print(), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    private static Dictionary<string, string> Pins() => typeof(StatutoryTimetableTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Select(method => (method, pins: method.GetCustomAttribute<PinsAttribute>()))
        .Where(test => test.pins is not null)
        .SelectMany(test => test.pins!.Rules.Select(rule => (rule, test.method)))
        .ToDictionary(pin => pin.rule, pin => $"{pin.method.DeclaringType!.Name}.{pin.method.Name}", StringComparer.Ordinal);

    private static string Print()
    {
        var pins = Pins();
        var page = new StringBuilder(
            $"""
            # Statutory timetable

            Every time limit this release computes (rules {StatutoryTimetable.Shipped.Release}), written from the rules in `services/Ehcp.Deadlines/Timetable`.
            Do not edit: `EHCP_WRITE_DOCS=1 dotnet test --project tests/Ehcp.Deadlines.Tests` writes it again, and without that variable the tests fail when it is out of date.

            *Read* says in what kind of source the provision was read, which version, when and by what means, and who signed for it on `docs/statutory-sheet.html`
            (`services/Ehcp.Deadlines/Timetable/Readings.csv` holds it). Only what was read in a primary source counts as verified. A limit that is not verified is computed all the same and says so.
            No exemption moves a date: it disapplies the limit. A last day does not move for a weekend or a bank holiday unless the rule counts in working days.
            An event that several limits name as their trigger starts each of them whose fields fit. What ends or closes a limit is an event of the same request,
            review, re-assessment or appeal, unless *in the case* says that any will do; *since* leaves out what came before the trigger. After a last day without an
            outcome a limit is *overdue*; *stays open*, as it binds one outcome only; is *met*, as a minimum that was given; or *lapses*, as the time was the family's
            or no event records what was done.

            """);
        Print(page, pins, "From the request to the plan", RequestLimits.All);
        Print(page, pins, "Reviews, amendments, re-assessments and transfers between phases", PlanLimits.All);
        Print(page, pins, "Moves between authorities", MoveLimits.All);
        Print(page, pins, "Mediation and appeals", AppealLimits.All);
        Print(page, pins, "Decisions reversed", ReversalLimits.All);
        PrintOrder(page);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Print(StringBuilder page, Dictionary<string, string> pins, string heading, ImmutableArray<TimeLimit> limits)
    {
        page.Append(
            $"""

            ## {heading}

            | milestone | duty | trigger | length | citation | read | in force | exemptions | ended by | closed by | after the last day | rule | pinned by |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var limit in limits)
        {
            page.Append("| ").AppendJoin(" | ",
                $"`{limit.MilestoneCode}`",
                limit.Note.Length == 0 ? limit.Duty : $"{limit.Duty}. *{limit.Note}*",
                Trigger(limit.Trigger) + Conditions(limit),
                $"{limit.Shape.Words} ({limit.Shape.Name})",
                limit.Citation,
                Read(limit.Source.Reading!),
                $"from {limit.InForceFrom:yyyy-MM-dd}" + (limit.InForceTo is { } to ? $" to {to:yyyy-MM-dd}" : ""),
                limit.Grounds.IsEmpty ? "none" : string.Join("; ", limit.Grounds.Select(Ground)),
                Matches(limit.EndedBy) + (limit.OutcomeMonthsAhead > 0 ? $", from {limit.OutcomeMonthsAhead} months before" : ""),
                Matches(limit.ClosedBy)
                    + (limit.Refusals.IsEmpty ? "" : $"; reopened by a concession of {string.Join(" or ", limit.Refusals.Select(Code.Of))}"),
                limit.AfterLastDay switch
                {
                    AfterLastDay.Overdue => "overdue",
                    AfterLastDay.StaysOpen => "stays open",
                    AfterLastDay.Met => limit.ForbidsUntilThen ? "met: forbidden until then" : "met: a minimum",
                    _ => "lapses",
                },
                $"`{limit.Id}`",
                $"`{pins.GetValueOrDefault(limit.Id, "no test")}`").Append(" |\n");
        }
    }

    private static string Read(SourceReading reading) => reading.Finding switch
    {
        Finding.Unread => "no; " + reading.Means,
        var finding =>
            $"{(finding == Finding.Primary ? "primary source" : "secondary source")}; {reading.Version}; {reading.ReadOn:yyyy-MM-dd}; {reading.Means}",
    } + (reading.VerifiedBy is { } lawyer ? $"; signed by {lawyer} on {reading.VerifiedOn:yyyy-MM-dd}" : "");

    private static void PrintOrder(StringBuilder page)
    {
        page.Append(
            """

            ## What may precede what

            Events of one request, review, re-assessment or appeal that can have happened in one order only. What contradicts it is told, and nothing is computed
            from it; a step of a request that lies before the receipt leaves the receipt alone, so that the child goes on waiting. Besides, nothing of a plan comes
            before the first plan of the case, unless the plan came from elsewhere, was held already or was assessed anew; and nothing follows a refusal that
            nothing reversed.

            | first | then |
            | --- | --- |

            """);
        foreach (var entries in FactOrder.Table.GroupBy(entry => Matches([entry.First]) + (entry.SameItem ? " (of the same id)" : "")))
        {
            page.Append("| ").AppendJoin(" | ", entries.Key, string.Join(", ", entries.Select(entry => Matches([entry.Then])))).Append(" |\n");
        }

        foreach (var dates in FactOrder.Dates)
        {
            page.Append("| ").AppendJoin(" | ", $"`{dates.Type.Name}` `{dates.First.Name}`", $"its `{dates.Then.Name}`").Append(" |\n");
        }
    }

    private static string Conditions(TimeLimit limit) =>
        (limit.Unless.IsEmpty ? "" : $"; unless {Matches(limit.Unless)}") + (limit.OnlyWith.IsEmpty ? "" : $"; only with {Matches(limit.OnlyWith)}")
        + (limit.NeedsPlan ? "; only where there is a plan" : "")
            + limit.ForDetainedPersons switch { true => "; in custody", false => "; not in custody", _ => "" }
        + (limit.Cohort is { } cohort ? $"; cohort {cohort}" : "")
            + (limit.NamesItsTrigger ? "; clocks named after it" : "");

    private static string Matches(ImmutableArray<FactMatch> matches) => matches.IsEmpty ? "nothing" : string.Join(" or ", matches.Select(match =>
        $"`{match.Type.Name}`" + (match.Field is { } field ? $" `{field.Name}` `{match.Code}`" : "") + match.Reach switch
        {
            Reach.Process => "",
            Reach.ProcessSince => " since",
            _ => " since, in the case",
        }));

    private static string Trigger(LimitTrigger trigger) => string.Join(", ",
    [
        $"`{trigger.Name}`.`{trigger.DateName}`" + (trigger.CountsYear ? " or `year`" : ""),
        $"*{trigger.Words} …*",
        .. trigger.SecondDate.IsEmpty ? []
            : new[] { $"with `{string.Join("` or `", trigger.SecondDate.Select(date => date.Name))}`: *{trigger.SecondWords} …*" },
        .. trigger.When.Select(Test),
        .. trigger.Needs is { } needed ? new[] { $"with `{needed.Name}`" } : [],
        .. trigger.BarredBy is { } barred ? new[] { $"no `{barred.Name}`" } : [],
    ]);

    private static string Test(FieldTest test) =>
        $"`{test.Field.Name}` " + string.Join(" or ", [.. test.Codes.Select(code => $"`{code}`"), .. test.AbsentPasses ? new[] { "absent" } : []]);

    private static string Ground(AllowedGround ground) =>
        $"{Code.Of(ground.Ground)} ({ground.Provision})" + (ground.From is { } from ? $", {from:yyyy-MM-dd} to {ground.To:yyyy-MM-dd}" : "");

    internal static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ehcp.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run inside the repository.");
        }

        return folder;
    }
}
