using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Ehcp.Reporting.Pages.Layout;

/// <summary>
/// What went wrong, in the layout of every other page. It is drawn by a renderer of its own: the one of the request may be what failed.
/// </summary>
internal sealed class ProblemPage(ILoggerFactory logs) : IProblemPage
{
    public string Write(HttpContext context, Problem problem)
    {
        var (heading, reason) = PlainWords.Of(problem);
        using var renderer = new HtmlRenderer(context.RequestServices, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Refused.Heading)] = heading,
            [nameof(Refused.Reason)] = reason,
            [nameof(Refused.Reasons)] = (problem.Errors ?? []).Select(error => error.InWords).ToArray(),
        });

        // Nothing of it waits for anything.
        return renderer.Dispatcher.InvokeAsync(() => renderer.BeginRenderingComponent<Refused>(parameters).ToHtmlString()).GetAwaiter().GetResult();
    }
}
