using Ehcp.TestKit;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Rates;

public sealed class CsvTests
{
    [Theory]
    [InlineData("rates-by-year.csv", "groupBy=year&authority=330")]
    [InlineData("rates-by-month.csv", "groupBy=month")]
    [InlineData("rates-by-quarter.csv", "groupBy=quarter")]
    [InlineData("rates-by-authority.csv", "groupBy=authority&from=2025-01-01&to=2025-12-31")]
    [InlineData("rates-by-team.csv", "groupBy=team&from=2025-01-01&to=2025-03-31")]
    [InlineData("rates-of-no-plans.csv", "from=2020-02-01&to=2020-02-29")]
    [InlineData("requests-of-a-range.csv", "basis=requests-received&from=2024-12-15")]
    public async Task The_file_has_the_shape_of_DfEs_open_data(string golden, string query)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            Case("A", Birmingham, Plan("2025-01-06", 140)),
            Case("B", Birmingham, Plan("2025-01-06", 84) with { Team = "-1+1" }),
            Case("C", Birmingham, Plan("2024-01-08", 141) with { Team = "North", ExemptionClaimed = true }),
            Case("D", Dudley, Plan("2025-01-06", 200) with { ReceivedOnUsable = false, Team = "West, upper" }),
            Case("E", Dudley, Plan("2025-02-03", 20) with { Team = "West, upper" }),
            Case("F", Dudley, Request("2026-05-01")));
        using var client = reporting.Client();

        using var answer = await client.GetAsync(new Uri($"/v1/rates?format=csv&{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.NotEqual(0xEF, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[0]); // DfE's files have no byte order mark
        var csv = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var file = Path.Combine(Checkout.Folder, "tests", "Ehcp.Reporting.Tests", "Golden", golden);
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_GOLDEN") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(file, csv, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), csv);
    }
}
