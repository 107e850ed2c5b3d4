using System.Net;
using Ehcp.Deadlines;
using Ehcp.Reporting.Pages.Calculator;
using Ehcp.Reporting.Tests.Browser;
using Ehcp.Reporting.Words;
using Microsoft.Playwright;

namespace Ehcp.Reporting.Tests.Pages.Calculator;

public sealed class CalculatorPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_event_that_starts_a_limit_can_be_chosen_once()
    {
        var offered = CalculatorWords.Groups.SelectMany(group => group.Choices).Select(choice => choice.Trigger).ToArray();

        Assert.Equal(
            Ehcp.Deadlines.StatutoryTimetable.Shipped.TriggerDateField.Keys.Where(
                trigger => StatutoryTimetable.Shipped.Limits.Any(limit => limit.Trigger.Name == trigger)).Order(),
            offered.Order());
    }

    [Fact]
    public void Every_field_a_rule_reads_has_a_label_of_its_own()
    {
        var fields = CalculatorWords.Groups.SelectMany(group => group.Choices)
            .SelectMany(choice => Ehcp.Deadlines.Calculator.FieldsOf(StatutoryTimetable.Shipped, choice.Trigger)).Distinct().ToArray();

        Assert.Equal(fields.Length, fields.Select(CalculatorWords.Label).Distinct().Count());
    }

    // 20 weeks from Monday 5 January 2026, by hand: Monday 25 May 2026, a bank holiday.
    [Theory]
    [InlineData("trigger=request-received&on=2026-01-05")]
    [InlineData("trigger=request-received&on-day=5&on-month=1&on-year=2026&route=")]
    [InlineData("trigger=request-received&on-day=05&on-month=01&on-year=2026&route=request")]
    [InlineData("trigger=request-received&on-day=5&on-month=January&on-year=2026")]
    [InlineData("trigger=request-received&on-day=+5&on-month=jan+&on-year=2026+")]
    public async Task Anybody_gets_every_deadline_with_its_working(string query)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(key: null);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"{Paths.Calculator}?{query}", UriKind.Relative), Stop));

        Assert.Contains("Final plan: last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday", page, StringComparison.Ordinal);
        Assert.Contains("20 × 7 = 140 days. Last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday.", page, StringComparison.Ordinal);
        Assert.Contains("SEND Regulations 2014 (SI 2014/1530), reg. 13(2)", page, StringComparison.Ordinal);
    }

    // It is Monday 25 May 2026, 20 weeks from 5 January.
    [Theory]
    [InlineData("trigger=request-received&on=2026-01-04", "Final plan", "That was 1 day ago. If the council has not done it, it is 1 day late.", true)]
    [InlineData("trigger=request-received&on=2026-01-05", "Final plan", "No working day left.", true)] // its decision was due in February
    [InlineData("trigger=request-received&on=2026-05-18", "Final plan", "94 working days left.", false)]
    public async Task The_answer_comes_first_and_says_how_it_stands_today(string query, string milestone, string standing, bool late)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(key: null);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri($"{Paths.Calculator}?{query}", UriKind.Relative), Stop));

        var answer = page.IndexOf("<h1 class=\"govuk-heading-xl\" id=\"deadlines-heading\">3 deadlines follow</h1>", StringComparison.Ordinal);
        Assert.InRange(answer, 1, page.IndexOf("<form", StringComparison.Ordinal));
        Assert.Contains("<title>3 deadlines follow: Calculate deadlines", page, StringComparison.Ordinal);
        Assert.Contains(standing, page[page.IndexOf($"{milestone}: ", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(late, page.Contains("If the council is late", StringComparison.Ordinal));
    }

    // What has not been read is marked under the text, not in the sentence.
    [Theory]
    [InlineData("trigger=consultation-sent&on=2026-03-02", true)]
    [InlineData("trigger=request-received&on=2026-01-05", false)]
    public async Task A_source_that_was_not_read_has_a_footnote(string query, bool noted)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(key: null);

        var page = await client.GetStringAsync(new Uri($"{Paths.Calculator}?{query}", UriKind.Relative), Stop);

        Assert.Equal(noted, page.Contains("href=\"#sources-not-read\"", StringComparison.Ordinal));
        Assert.Equal(noted ? 2 : 1, page.Split("has not been checked in a primary source").Length);
    }

    [Theory]
    [InlineData("trigger=by-magic", "trigger", "Choose what happened from the list.")]
    [InlineData("trigger=request-received&on-day=31&on-month=2&on-year=2026", "on-day",
        "When was that: enter a real date from 1 September 2014 on, such as 5 1 2026.")]
    [InlineData("trigger=request-received&on-day=30&on-month=Feb&on-year=2026", "on-day", "When was that: enter a real date")]
    [InlineData("trigger=request-received&on-day=5&on-month=ma&on-year=2026", "on-day", "When was that: enter a real date")]
    [InlineData("trigger=request-received&on-day=5&on-month=janv&on-year=2026", "on-day", "When was that: enter a real date")]
    [InlineData("trigger=request-received&on-day=5&on-month=&on-year=2026", "on-day", "When was that: enter a real date")]
    [InlineData("trigger=request-received&on-day=&on-month=&on-year=", "on-day", "When was that: enter the date.")]
    [InlineData("trigger=request-received&on=2014-08-31", "on-day", "When was that: enter a real date from 1 September 2014 on")]
    [InlineData("trigger=request-received&on=2026-01-05&route=by-sea", "route", "How the council became responsible: choose one of the list.")]
    [InlineData("trigger=assessment-decided&on=2026-01-05", "decision", "Decision: choose one.")]
    public async Task What_is_wrong_is_said_and_leads_to_its_field(string query, string field, string words)
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(key: null);

        using var answer = await client.GetAsync(new Uri($"{Paths.Calculator}?{query}", UriKind.Relative), Stop);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"<li><a href=\"#{field}\">{words}", page, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("deadlines-heading", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_into_the_form_comes_back_as_text()
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(key: null);

        var query = $"trigger=request-received&on-day={Uri.EscapeDataString("\"><script>alert(1)</script>")}&on-month=1&on-year=2026";
        using var answer = await client.GetAsync(new Uri($"{Paths.Calculator}?{query}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("<script", await answer.Content.ReadAsStringAsync(Stop), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_event_that_can_be_chosen_has_an_answer_or_says_why_not()
    {
        await using var reporting = await RunningReporting.StartAsync();
        using var client = reporting.Client(key: null);

        foreach (var choice in CalculatorWords.Groups.SelectMany(group => group.Choices))
        {
            var first = CalculatorQuestion.Read(StatutoryTimetable.Shipped, new Microsoft.AspNetCore.Http.QueryCollection(
                new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["trigger"] = choice.Trigger }));
            var fields = first.Fields.Skip(1).Where(field => field.Required)
                .Select(field => $"&{field.Name}={(field.Rule.Codes.IsEmpty ? "2026-09-01" : field.Rule.Codes[0])}");
            var page = await client.GetStringAsync(
                new Uri($"{Paths.Calculator}?trigger={choice.Trigger}&on=2026-01-05{string.Concat(fields)}", UriKind.Relative), Stop);
            Assert.Contains("deadlines-heading", page, StringComparison.Ordinal);
        }
    }

    /// <summary>As somebody does who has a keyboard and no script, on a phone held at 400 % and at a desk.</summary>
    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task It_can_be_used_by_keyboard_alone(int width)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Production");
        var page = await Chromium.NewPageAsync(width);
        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, Paths.Calculator).AbsoluteUri);
        await Accessible.AssertAsync(page);

        await page.FocusAsync("#trigger");
        await PressAsync(page, "Tab", "Enter");
        await page.WaitForSelectorAsync("#on-day");
        await Accessible.AssertAsync(page);
        await page.FocusAsync("#on-day");
        await page.Keyboard.TypeAsync("5");
        await PressAsync(page, "Tab");
        await page.Keyboard.TypeAsync("January");
        await PressAsync(page, "Tab");
        await page.Keyboard.TypeAsync("2026");
        await PressAsync(page, "Enter");

        await page.WaitForSelectorAsync("#deadlines-heading");
        Assert.Contains("Last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday.", await page.InnerTextAsync("main"),
            StringComparison.Ordinal);
        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, width, "calculator");
        await Accessible.WalkAsync(page);

        await page.GotoAsync(new Uri(reporting.ClientOptions.BaseAddress, $"{Paths.Calculator}?trigger=request-received&on=2026-02-31").AbsoluteUri);
        await Accessible.AssertAsync(page);
        await Accessible.WalkAsync(page);
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
