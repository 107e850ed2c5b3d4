namespace Ehcp.Scheduler.BankHolidays;

internal static class BankHolidayServices
{
    /// <summary>Refreshing of bank holidays, from <c>Ehcp:BankHolidays</c>. Before whatever folds cases.</summary>
    internal static WebApplicationBuilder AddBankHolidays(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BankHolidaySettings>().BindConfiguration(BankHolidaySettings.Section).ValidateDataAnnotations()
            .Validate(
                settings => settings.Source is not { } source || !source.Contains("://", StringComparison.Ordinal)
                    || (Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)),
                $"{BankHolidaySettings.Section}:{nameof(BankHolidaySettings.Source)} must be a file's path or an https address.")
            .ValidateOnStart();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<BankHolidayFeed>().AddSingleton<RefreshBankHolidays>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RefreshBankHolidays>());
        return builder;
    }
}
