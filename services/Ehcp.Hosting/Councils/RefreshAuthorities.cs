using System.Diagnostics.Metrics;
using Ehcp.Contracts;
using Ehcp.Hosting.Passes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Councils;

/// <summary>Keeps the list of authorities up to date from its source. A list that cannot be read or is not whole changes nothing, and is told.</summary>
internal sealed class RefreshAuthorities : Pass
{
    private readonly string? _source;
    private readonly ILogger<RefreshAuthorities> _log;
    private string? _told;

    public RefreshAuthorities(IOptions<AuthoritySettings> settings, IMeterFactory meters, TimeProvider clock, ILogger<RefreshAuthorities> log)
        : base(
            "The list of authorities could not be refreshed; the one in use stays", "The list of authorities is refreshed again",
            new Pace(settings.Value.Every), clock, log)
    {
        (_source, _log) = (settings.Value.Source, log);
        var meter = meters.Create("Ehcp.Hosting");
        meter.CreateObservableGauge(
            "ehcp.authorities.known", () => new Measurement<int>(Authorities.All.Length, [new("edition", Authorities.Current.Edition)]),
            description: "Authorities in the list in use, former ones too.");
        meter.CreateObservableGauge(
            "ehcp.authorities.refused", () => IsRefused ? 1
                : 0, description: "Whether the source of the list of authorities was refused or could not be read.");
    }

    /// <summary>Whether the source was refused, or could not be read, when it was last tried.</summary>
    internal bool IsRefused { get; private set; }

    internal Task RefreshAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (_source is not { Length: > 0 } source)
        {
            return false;
        }

        try
        {
            await AuthoritySource.UseAsync(source, cancellationToken);
            IsRefused = false;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            IsRefused = true;
            throw;
        }

        var list = Authorities.Current;
        if (_told != list.Edition)
        {
            _told = list.Edition;
            _log.LogInformation("The list of authorities in use is edition {Edition}: {Authorities} authorities", list.Edition, list.All.Length);
        }

        return false;
    }
}
