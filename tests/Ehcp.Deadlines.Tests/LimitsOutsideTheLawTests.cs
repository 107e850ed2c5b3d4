using System.Text.RegularExpressions;

namespace Ehcp.Deadlines.Tests;

/// <summary>
/// No limit of the law is written down a second time: who needs 20 weeks asks the law for them, so that a changed limit changes everywhere. Every source that
/// ships is read for the lengths, in days, of the limits that are four weeks or longer.
/// </summary>
public sealed partial class LimitsOutsideTheLawTests
{
    private static readonly string[] Folders = ["services", "deploy", "docs", "tests/Ehcp.Simulator"];
    private static readonly string[] Endings = [".cs", ".razor", ".sql", ".js", ".sh", ".ps1", ".http", ".py", ".mjs", ""];

    private static readonly Regex Limit = LengthsOf([.. StatutoryTimetable.Shipped.Limits
        .Where(limit => limit.Shape is { Unit: "weeks", Length: >= 4 }).Select(limit => limit.Shape.Length).Distinct()]);

    /// <summary>Where such a number is none of these limits, or must be written: the file, what stands in the line, and why.</summary>
    private static readonly (string File, string Text, string Why)[] Exceptions =
    [
        ("services/Ehcp.Contracts/Http/Acknowledging.cs", "MostDays = 28", "how long an alert may be silent: the council's own business"),
        ("services/Ehcp.Intake/Counting/SourceCounts.cs", "Days = [0, 1, 2, 3, 5, 7, 14, 28, 56", "steps in which it is counted how late a source sends"),
        ("services/Ehcp.Intake/Sources/SummariseDay.cs", "LateDays = 28", "from when on a sender is told that it sends late"),
        ("services/Ehcp.Scheduler/Acknowledgements/AcknowledgementLinks.cs", "ValidDays = 28", "how long a link in a mail works"),
        ("services/Ehcp.Scheduler/Mails/MailContent.cs", "Horizons = [7, 14, 28]", "headings of a mail: in a week, two, four"),
        ("services/Ehcp.Scheduler/Plans/AlertPlans.cs", "HistoryAfterDays = 28", "what is history when a case is first recorded"),
        ("services/Ehcp.Scheduler/Policy/DefaultLadders.cs", "\"four-weeks-left\", -28", "a step of the ladder of alerts"),
        ("services/Ehcp.Scheduler/Policy/DefaultLadders.cs", "DaysOfAPlan = 70", "from which length of a limit a ladder has more steps"),
        ("services/Ehcp.Scheduler/Policy/DefaultLadders.cs", "DaysOfALongDuty = 56", "likewise"),
        ("services/Ehcp.Scheduler/Schema/0001-initial.sql", "fillfactor = 70", "per cent of a page of the database"),
        ("services/Ehcp.Scheduler/Cases/CaseRow.cs", "\"fillfactor\", 70", "likewise"),
        ("services/Ehcp.Reporting/Figures/Queue/QueueTexts.cs", "\"median\": 77", "an example of an answer"),
        ("services/Ehcp.Reporting/Reports/ReportTexts.cs", "\"median\": 77", "an example of an answer"),
        ("services/Ehcp.Reporting/Reports/ReportTexts.cs", "\"medianDays\": 77", "an example of an answer"),
        ("services/Ehcp.Reporting/Figures/Lists/ListTexts.cs", "\"days\": 140", "the example of a case on its last day"),
        ("services/Ehcp.Reporting/Figures/Forecasts/ForecastTexts.cs", "Plans sent within 140 days.", "an example of an answer"),
        ("services/Ehcp.Reporting/Figures/Forecasts/ForecastTexts.cs", "\"oldestDays\": 140", "an example of an answer"),
        ("services/Ehcp.Reporting/Figures/Rates/RateTexts.cs", "Those sent within 140 days.", "an example of an answer"),
        ("services/Ehcp.Reporting/Publishing/PublicFigures/PublicTexts.cs", "Those sent within 140 days.", "an example of an answer"),
        ("services/Ehcp.Reporting/Schema/0001-initial.sql", "return day + 140;",
            "DfE's measure, which does not change when a limit does; CatalogueTests holds it against the law"),
        ("services/Ehcp.Reporting/Schema/views/counts_of_request.sql", "",
            "written from the law by the catalogue of measures, and held against it by its test"),
        ("services/Ehcp.Reporting/Schema/views/counts_of_review.sql", "", "likewise"),
        ("tests/Ehcp.Simulator/Cases/TwentyWeekProcess.cs", "Between(21, 56)", "how long advice takes in the demo, in time or late"),
        ("tests/Ehcp.Simulator/Cases/ClaimOfExemption.cs", "Between(27, 35)", "how long a child of the demo is away"),
        ("tests/Ehcp.Simulator/England/CouncilYear.cs", "LastDayInTime = 140", "DfE's measure again: a proof does not read from what it proves"),
    ];

    [Fact]
    public void No_limit_is_repeated_outside_the_law()
    {
        var repeated = Found().Where(one => !Array.Exists(Exceptions, known => Excepts(known, one))).ToList();

        Assert.True(repeated.Count == 0, string.Join('\n', repeated));
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var found = Found().ToList();
        var needless = Exceptions.Where(known => !found.Exists(one => Excepts(known, one))).ToList();

        Assert.True(needless.Count == 0, string.Join('\n', needless));
    }

    [Theory]
    [InlineData("var last = received.AddDays(140);", true)]
    [InlineData("  return day + 112;", true)]
    [InlineData("new(-42)", true)]
    [InlineData("received.AddDays(7 * 20)", true)]
    [InlineData("received.AddDays(6 * 7)", true)]
    [InlineData("id = 1400; port = 5140; width = 2.28; A28", false)]
    [InlineData("// reg. 42(4)", false)]
    [InlineData("  -- 140 days", false)]
    [InlineData("Send2014(\"reg. 28\")", false)]
    public void It_finds_numbers_and_products_and_not_comments_or_provisions(string line, bool isFound) => Assert.Equal(isFound, IsLimit(line));

    private static bool Excepts((string File, string Text, string Why) known, (string File, int Line, string Text) one) =>
        one.File == known.File && one.Text.Contains(known.Text, StringComparison.Ordinal);

    private static IEnumerable<(string File, int Line, string Text)> Found() =>
        from folder in Folders
        from path in Directory.EnumerateFiles(Path.Combine(StatutoryTimetableTests.Repository(), folder), "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(StatutoryTimetableTests.Repository(), path).Replace('\\', '/')
        where Endings.Contains(Path.GetExtension(file)) && !Outside().IsMatch(file)
        from line in File.ReadLines(path).Select((text, at) => (Text: text, Number: at + 1))
        where IsLimit(line.Text)
        select (file, line.Number, line.Text.Trim());

    private static bool IsLimit(string line) => Limit.IsMatch(Provision().Replace(Comment().Replace(line, ""), ""));

    private static Regex LengthsOf(int[] weeks)
    {
        var (days, counts) = (string.Join('|', weeks.Select(count => count * 7)), string.Join('|', weeks));
        return new($@"(?<![\w.,])({days})(?![\w.]|,\d)|(?<![\w.])(7\s*\*\s*({counts})|({counts})\s*\*\s*7)(?![\w.])");
    }

    // The law itself; what is generated or not ours; a release of the schema, which is what it was.
    [GeneratedRegex("^services/Ehcp.Deadlines/|/(bin|obj|node_modules|Migrations|Generated|generated|releases)/")]
    private static partial Regex Outside();

    [GeneratedRegex(@"^\s*(///?|--|\*|#)(?!!).*$|(?<=\s)(//|--)\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(reg|regs|s|ss|art|para|rule|rules|SI|section|regulation|ADR)\.? \d+")]
    private static partial Regex Provision();
}
