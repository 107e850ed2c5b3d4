using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.BankHolidays;

public static class BankHolidayServices
{
    /// <summary>The source of a newer list of bank holidays, from <c>Ehcp:BankHolidays</c>; who reads it puts it to use.</summary>
    public static WebApplicationBuilder AddBankHolidayFeed(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BankHolidaySettings>().BindConfiguration(BankHolidaySettings.Section).ValidateDataAnnotations()
            .Validate(
                settings => settings.Source is not { } source || !source.Contains("://", StringComparison.Ordinal)
                    || (Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)),
                $"{BankHolidaySettings.Section}:{nameof(BankHolidaySettings.Source)} must be a file's path or an https address.")
            .ValidateOnStart();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<BankHolidayFeed>();
        return builder;
    }
}
