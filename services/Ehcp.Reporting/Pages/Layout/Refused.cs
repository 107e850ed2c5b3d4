using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Layout;

/// <summary>What cannot be shown, and why.</summary>
public sealed partial class Refused
{
    internal static RazorComponentResult<Refused> By(ProblemHttpResult refusal) =>
        Because(refusal.StatusCode, refusal.ProblemDetails.Title ?? "This cannot be shown", refusal.ProblemDetails.Detail ?? "");

    internal static RazorComponentResult<Refused> Because(int status, string heading, string reason) =>
        new(new { Heading = heading, Reason = reason }) { StatusCode = status };
}
