using Ehcp.Hosting.Parameters;

namespace Ehcp.Reporting.Pages.Layout;

/// <summary>What may stand in the address of a page; it is checked like a parameter of the API.</summary>
internal sealed class PageParameters(params IReadOnlyList<RouteParameter> parameters) : IDeclareParameters
{
    public IReadOnlyList<RouteParameter> Parameters => parameters;

    public bool NamesVary => false;
}
