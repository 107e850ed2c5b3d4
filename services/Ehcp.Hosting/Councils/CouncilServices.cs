using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.Councils;

internal static class CouncilServices
{
    /// <summary>
    /// The list of authorities, from <c>Ehcp:Authorities</c>. It is read here and now, before any setting that names an authority is checked; when that
    /// fails the list of the build is in use, and the first pass says why.
    /// </summary>
    internal static void AddCouncils(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AuthoritySettings>().BindConfiguration(AuthoritySettings.Section).ValidateDataAnnotations()
            .Validate(
                settings => AuthoritySettings.IsUsable(settings.Source),
                $"{AuthoritySettings.Section}:{nameof(AuthoritySettings.Source)} must be a file's path or an https address.")
            .ValidateOnStart();
        builder.Services.AddSingleton<RefreshAuthorities>().AddHostedService(services => services.GetRequiredService<RefreshAuthorities>());
        if (builder.Configuration[$"{AuthoritySettings.Section}:{nameof(AuthoritySettings.Source)}"] is { Length: > 0 } source
            && AuthoritySettings.IsUsable(source))
        {
            try
            {
                Task.Run(() => AuthoritySource.UseAsync(source, CancellationToken.None)).GetAwaiter().GetResult();
            }
            catch (Exception trouble) when (trouble is FormatException or IOException or UnauthorizedAccessException or HttpRequestException
                or OperationCanceledException)
            {
            }
        }
    }

    internal static void MapCouncils(this WebApplication app) =>
        app.MapGet("/v1/authorities", ShowAuthorities.Handle).Open().Describes(ShowAuthorities.Text);
}
