using System.Text;
using Ehcp.Deadlines;
using Ehcp.Scheduler.BankHolidays;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ehcp.Scheduler.Tests.BankHolidays;

public sealed class RefreshTests : IDisposable
{
    // In the format of gov.uk/bank-holidays.json.
    private const string In2029 = """
        {"england-and-wales":{"division":"england-and-wales","events":[
        {"title":"New Year’s Day","date":"2029-01-01","notes":"","bunting":true},{"title":"Good Friday","date":"2029-03-30","notes":"","bunting":false},
        {"title":"Easter Monday","date":"2029-04-02","notes":"","bunting":true},{"title":"Early May bank holiday","date":"2029-05-07","notes":"","bunting":true},
        {"title":"Spring bank holiday","date":"2029-05-28","notes":"","bunting":true},{"title":"Summer bank holiday","date":"2029-08-27","notes":"","bunting":true},
        {"title":"Christmas Day","date":"2029-12-25","notes":"","bunting":true},{"title":"Boxing Day","date":"2029-12-26","notes":"","bunting":true}]},
        "scotland":{"division":"scotland","events":[{"title":"2nd January","date":"2029-01-02","notes":"","bunting":true}]}}
        """;

    private readonly string _file = Path.GetTempFileName();
    private readonly LogLines _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateOnly ShippedTo { get; } = new(2028, 12, 31);

    public void Dispose()
    {
        File.Delete(_file);
        _log.Dispose();
    }

    [Fact]
    public async Task A_newer_list_in_a_file_is_used_and_the_open_cases_are_recalculated_once()
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00", _file);
        await File.WriteAllTextAsync(_file, In2029, Stop);
        await scheduler.Get<RefreshBankHolidays>().RefreshAsync(Stop);
        await scheduler.Get<RefreshBankHolidays>().RefreshAsync(Stop);

        var calendar = scheduler.Get<LawInForce>().Current.Calendar;
        Assert.Equal(new DateOnly(2029, 12, 31), calendar.KnownTo);
        Assert.False(calendar.IsWorkingDay(new DateOnly(2029, 3, 30)));
        Assert.True(calendar.IsWorkingDay(new DateOnly(2029, 1, 2)));
        Assert.Equal(["False bank holidays"], await scheduler.RowsAsync("select dry_run, requested_by from recalculation"));
    }

    [Fact]
    public async Task A_newer_list_may_come_from_an_address()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/bank-holidays.json", () => Results.Text(In2029, "application/json", Encoding.UTF8));
        await server.StartAsync(Stop);
        await using var scheduler = await StartAsync("2026-05-26 09:00", server.Urls.Single() + "/bank-holidays.json");

        await scheduler.Get<RefreshBankHolidays>().RefreshAsync(Stop);

        Assert.Equal(new DateOnly(2029, 12, 31), scheduler.Get<LawInForce>().Current.Calendar.KnownTo);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"england-and-wales":{"events":[{"date":"1 January 2029"}]}}""")]
    [InlineData("""{"england-and-wales":{"events":[{"date":"2029-01-01"}]}}""")]
    public async Task A_list_that_cannot_be_used_changes_nothing_and_is_told(string list)
    {
        await using var scheduler = await StartAsync("2026-05-26 09:00", _file);
        await File.WriteAllTextAsync(_file, list, Stop);

        var refresh = scheduler.Get<RefreshBankHolidays>();
        await Assert.ThrowsAnyAsync<Exception>(() => refresh.RefreshAsync(Stop));
        await refresh.StartAsync(Stop);
        await Until.TrueAsync(() => _log.Count("could not be refreshed") == 1, cancellationToken: Stop);
        await refresh.StopAsync(Stop);

        Assert.Equal(ShippedTo, scheduler.Get<LawInForce>().Current.Calendar.KnownTo);
        Assert.Empty(await scheduler.RowsAsync("select id from recalculation"));
    }

    [Theory]
    [InlineData("2028-01-01 09:00", 0)]
    [InlineData("2028-01-02 09:00", 1)]
    public async Task Less_than_a_year_ahead_is_told_once_a_day(string at, int alarms)
    {
        await using var scheduler = await StartAsync(at, source: null);

        await scheduler.Get<RefreshBankHolidays>().RefreshAsync(Stop);
        await scheduler.Get<RefreshBankHolidays>().RefreshAsync(Stop);

        Assert.Equal(alarms, _log.Count("less than 12 months ahead"));
    }

    private Task<AlertScheduler> StartAsync(string at, string? source) => AlertScheduler.StartAsync(at, host =>
    {
        host.UseSetting("Ehcp:BankHolidays:Source", source);
        host.ConfigureServices(services => services.AddLogging(logging => logging.AddProvider(_log)));
    });
}
