using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Keys;

internal static class ApiKeyServices
{
    /// <summary>Everything needs a key unless it says <c>AllowAnonymous()</c>: a forgotten scope is a 401, not an open door.</summary>
    internal static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiKeySettings>()
            .Configure<IConfiguration>((settings, configuration) => configuration.GetSection(ApiKeySettings.Section).Bind(settings.Keys))
            .ValidateDataAnnotations()
            .Validate<IHostEnvironment>(
                (settings, environment) => settings.Keys.Count > 0 || environment.IsDevelopment(),
                $"{ApiKeySettings.Section} is empty: outside Development a service does not start without a key.")
            .ValidateOnStart();
        builder.Services.AddOptions<KeyTableOptions>();
        builder.Services.AddSingleton<ApiKeyRing>();
        builder.Services.AddSingleton<WrongKeys>().AddHostedService(services => services.GetRequiredService<WrongKeys>());
        builder.Services.AddSingleton(services => new KeysByName(services.GetRequiredService<ApiKeyRing>()));
        builder.Services.AddAuthentication(Callers.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, configureOptions: null)
            .AddPolicyScheme(Callers.Scheme, displayName: null, scheme => scheme.ForwardDefaultSelector =
                context => context.RequestServices.GetRequiredService<IOptions<Callers>>().Value.SchemeOf(context));
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(Callers.Scheme).RequireAuthenticatedUser().Build());
    }

    /// <summary>The keys of the table <c>api_key</c> of the service's own database, beside those of its settings.</summary>
    internal static void AddKeysOfTable(this WebApplicationBuilder builder, KeyQuotaUnit quota)
    {
        builder.Services.Configure<KeyTableOptions>(table => (table.IsThere, table.Quota) = (true, quota));
        builder.Services.AddSingleton<KeyTable>();
        builder.Services.AddSingleton<RefreshKeys>().AddHostedService(services => services.GetRequiredService<RefreshKeys>());
        builder.Services.AddSingleton<WriteKeyUse>().AddHostedService(services => services.GetRequiredService<WriteKeyUse>());
    }
}
