using System.Net;
using Ehcp.Deadlines;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Reporting.Tests.BankHolidays;

public sealed class LearnBankHolidaysTests : IDisposable
{
    // In the format of gov.uk/bank-holidays.json.
    private const string In2029 = """
        {"england-and-wales":{"events":[{"date":"2029-01-01"},{"date":"2029-03-30"},{"date":"2029-04-02"},{"date":"2029-05-07"},
        {"date":"2029-05-28"},{"date":"2029-08-27"},{"date":"2029-12-25"},{"date":"2029-12-26"}]}}
        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task The_calculator_knows_what_the_list_knows()
    {
        await File.WriteAllTextAsync(_file, In2029, TestContext.Current.CancellationToken);
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Production", host => host.UseSetting("Ehcp:BankHolidays:Source", _file));
        using var client = reporting.Client(key: null);
        await Until.TrueAsync(() => reporting.Services.GetRequiredService<LawInForce>()
            .Current.Calendar.KnownTo.Year == 2029, cancellationToken: TestContext.Current.CancellationToken);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync(
            new Uri("/calculator?trigger=request-received&on=2029-01-08", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Contains("Last working day Friday 25 May 2029; the legal last day is Monday 28 May, a bank holiday.", page, StringComparison.Ordinal);
        await reporting.StopAsync();
    }
}
