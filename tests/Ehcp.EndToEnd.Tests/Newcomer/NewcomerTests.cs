using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests.Newcomer;

/// <summary>Whoever follows the README meets what it says, also when they follow it again.</summary>
public sealed partial class NewcomerTests(RunningDemo demo) : IClassFixture<RunningDemo>
{
    // A sweep begins with every minute.
    private static readonly TimeSpan TwoSweeps = TimeSpan.FromSeconds(130);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateOnly Today => LondonCalendar.DayOf(TimeProvider.System.GetUtcNow());

    // The README's plan is sent yesterday.
    private static string Year => Today.AddDays(-1).Year.ToString(CultureInfo.InvariantCulture);

    [DemoFact]
    public void The_demo_ends_with_DfEs_rates_and_with_the_breach_mails_and_nobody_is_alarmed()
    {
        Assert.Contains("The demo is complete.", demo.Said, StringComparison.Ordinal);
        Assert.Contains("Every count and rate is as DfE published it", demo.Said, StringComparison.Ordinal);
        Assert.Matches(@"Breach alerts +[1-9][0-9,]*   sent by e-mail", demo.Said);
        var mails = Mails();
        Assert.Contains(mails, mail => BreachSubject().IsMatch(mail));
        Assert.DoesNotContain(mails, mail => mail.Contains("To: duty@", StringComparison.Ordinal));
    }

    [DemoFact]
    public void A_healthy_first_log_has_no_line_of_an_error()
    {
        string[] all = ["intake.log", "scheduler.log", "reporting.log", "postgres.log", "rabbitmq.log", "mail.log"];
        Assert.Superset(all.ToHashSet(), demo.FirstLogs.Keys.ToHashSet());
        Assert.Empty(demo.FirstLogs.SelectMany(log => log.Value.Where(line => ErrorLine().IsMatch(line)).Select(line => $"{log.Key}: {line}")));
    }

    [DemoFact]
    public async Task Every_command_of_the_README_gives_what_it_says_also_the_second_time()
    {
        var commands = Documents.Commands("README.md").Where(block => !block.StartsWith("deploy/", StringComparison.Ordinal)).ToList();
        var (before, references) = (await PlansAsync(), new List<string>());
        for (var time = 1; time <= 2; time++)
        {
            var answers = Answers(await demo.ShellAsync(string.Join("\necho\n", commands)));
            Assert.Equal(["accepted", "duplicate", "accepted", "accepted"], answers.Take(4).Select(answer => (string)answer["status"]!));
            var finalPlan = Deadline(answers[4], "final-plan");
            Assert.Equal("overdue", (string)finalPlan["state"]!);
            Assert.Equal(Today.AddDays(-5).ToString("O", CultureInfo.InvariantCulture), (string)finalPlan["lastDay"]!);
            Assert.Equal(before + time, Plans(answers[5]));
            Assert.Equal("2026-05-25", (string)Deadline(answers[6], "final-plan")["lastDay"]!);

            references.Add((string)answers[4]["caseReference"]!);
        }

        await Until.TrueAsync(() => Task.FromResult(references.TrueForAll(IsMailed)), TwoSweeps, Stop);
    }

    [DemoFact]
    public async Task The_walk_for_an_editor_gives_the_same_and_duplicates_the_second_time()
    {
        using var client = new HttpClient();
        foreach (var word in new[] { "accepted", "duplicate" })
        {
            var (said, requests) = (new List<string>(), WalkFile.Requests(Documents.Read("docs/walk.http"), demo.Settings, TimeProvider.System).ToList());
            foreach (var request in requests.Where(request => request.Method == HttpMethod.Post))
            {
                using var answer = await client.SendAsync(request, Stop);
                var answers = Answers(await answer.Content.ReadAsStringAsync(Stop));
                said.AddRange(answers.SelectMany(each => each is JsonArray all ? all.ToArray() : [each]).Select(each => (string)each!["status"]!));
            }

            Assert.Equal([word, word, word, word], said);
            foreach (var request in requests.Where(request => request.Method == HttpMethod.Get))
            {
                await Until.PassesAsync(() => ReadsAsync(client, request), cancellationToken: Stop);
            }
        }

        static async Task ReadsAsync(HttpClient client, HttpRequestMessage request)
        {
            using var again = new HttpRequestMessage(request.Method, request.RequestUri);
            request.Headers.ToList().ForEach(header => again.Headers.Add(header.Key, header.Value));
            using var answer = await client.SendAsync(again, Stop);
            answer.EnsureSuccessStatusCode();
        }
    }

    [DemoFact]
    public async Task A_key_made_as_the_settings_say_has_the_hash_they_say()
    {
        var printed = await demo.ShellAsync(Assert.Single(Documents.Commands("docs/settings.md")));

        var (key, hash) = (KeyLine().Match(printed).Groups[1].Value, HashLine().Match(printed).Groups[1].Value);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key))), hash);
    }

    // That a row is not there (404), or that the dry run before it still runs (409), is an answer; 401 or 403 means that the key does not open what the
    // page says.
    [DemoFact]
    public async Task Every_address_and_key_that_a_page_shows_is_there_and_every_command_of_the_runbook_is_answered()
    {
        var shown = Documents.Pages.Where(page => !page.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(page => Documents.Commands(page)).SelectMany(block => Setting().Matches(block)).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Superset(shown, demo.Settings.Keys.ToHashSet());
        Assert.Contains("ADMIN_KEY", shown);

        var commands = Documents.Commands("docs/runbook.md").SelectMany(block => block.Split('\n'))
            .Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count > 15);
        var quiet = commands.Select(command => command.Replace("curl ", @"curl -sS -o answer -w '%{http_code} %{content_type}\n' ", StringComparison.Ordinal));
        var answers = await demo.ShellAsync(". .local/env\n" + string.Join('\n', quiet));
        Assert.All(answers.Trim().Split('\n').Zip(commands), one => Assert.True(GoodAnswer().IsMatch(one.First), $"{one.First}: {one.Second}"));
    }

    [DemoFact]
    public async Task Every_metric_that_the_runbook_names_is_measured()
    {
        var named = Metric().Matches(Documents.Read("docs/runbook.md")).Select(match => match.Value).ToHashSet();
        var measured = await demo.ShellAsync("""
            . .local/env
            for service in "$INTAKE_URL" "$SCHEDULER_URL" "$REPORTING_URL"; do curl -sSf -H "X-Api-Key: $METRICS_KEY" "$service/metrics"; done
            """);

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !Regex.IsMatch(measured, $"^{name}[{{ ]", RegexOptions.Multiline));
    }

    private static JsonNode Deadline(JsonNode known, string milestone) =>
        known["deadlines"]!.AsArray().Single(deadline => (string)deadline!["milestone"]! == milestone)!;

    // One JSON text after the other, as curl prints them.
    private static List<JsonNode> Answers(string printed)
    {
        var bytes = Encoding.UTF8.GetBytes(printed);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        var answers = new List<JsonNode>();
        while (reader.Read())
        {
            answers.Add(JsonNode.Parse(ref reader)!);
        }

        return answers;
    }

    private async Task<int> PlansAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", demo.Settings["REPORTING_KEY"]);
        return Plans((await client.GetFromJsonAsync<JsonNode>(new Uri(demo.Settings["REPORTING_URL"] + "/v1/rates?groupBy=year&authority=330"), Stop))!);
    }

    private static int Plans(JsonNode rates) => (int)rates["rows"]!.AsArray().Single(row => (string)row!["group"]! == Year)!["plansIssued"]!;

    private bool IsMailed(string reference) => Mails().Any(mail => mail.Contains(reference, StringComparison.Ordinal));

    private string[] Mails() => [.. Directory.GetFiles(Path.Combine(demo.Local, "mail"), "*.eml").Select(File.ReadAllText)];

    [GeneratedRegex(@"^(fail|crit): |^Unhandled exception|command not found|\b(ERROR|FATAL|PANIC): |\[(error|critical)\]")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^(2|40[49] application/problem\+json)")]
    private static partial Regex GoodAnswer();

    [GeneratedRegex(@"^Subject: (.* overdue|Today: .* breached)", RegexOptions.Multiline)]
    private static partial Regex BreachSubject();

    [GeneratedRegex(@"\$\{?([A-Z]+_(?:URL|KEY))\b")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\behcp_[a-z_]+\b")]
    private static partial Regex Metric();

    [GeneratedRegex("^X-Api-Key: ([0-9a-f]{48})$", RegexOptions.Multiline)]
    private static partial Regex KeyLine();

    [GeneratedRegex("^Ehcp__ApiKeys__0__Hash=([0-9a-f]{64})$", RegexOptions.Multiline)]
    private static partial Regex HashLine();
}
