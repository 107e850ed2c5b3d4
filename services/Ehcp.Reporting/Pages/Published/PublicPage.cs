using Ehcp.Contracts;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Publishing.PublicFigures;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Pages.Published;

/// <param name="Edition">Null before anything has been published.</param>
/// <param name="Others">Every edition there is, newest first.</param>
/// <param name="LeavesOutDisputed">Whether plans after mediation or a tribunal are left out.</param>
public sealed record PublicModel(Authority Authority, PublicEdition? Edition, IReadOnlyList<PublicEdition> Others, bool LeavesOutDisputed)
{
    internal bool IsNewest => Edition is { } shown && Others.Count > 0 && Others[0].Id == shown.Id;
}

/// <summary><c>GET /public/{authority}</c>: what the council has published, for anybody.</summary>
internal static class PublicPage
{
    internal static string PathOf(string authority, long? edition = null) => $"{Paths.Public}/{authority}{(edition is { } id ? $"?edition={id}" : "")}";

    internal static async Task<RazorComponentResult> HandleAsync(
        string authority, long? edition, Editions editions, IOptions<MeasureSettings> measures, CancellationToken cancellationToken)
    {
        var council = Authorities.Find(authority);
        var newest = council is null ? [] : await editions.OfAsync(council.OnsCode, id: null, after: long.MaxValue, Editions.Usual, cancellationToken);
        var shown = council is null || edition is null
            ? newest.FirstOrDefault()
            : (await editions.OfAsync(council.OnsCode, edition, after: long.MaxValue, most: 1, cancellationToken)).FirstOrDefault();
        if (council is null || (edition is not null && shown is null))
        {
            return new RazorComponentResult<Refused>(
                new { Heading = "No such page", Reason = "There is no council with this code, or it has not published figures under this number." })
            {
                StatusCode = StatusCodes.Status404NotFound,
            };
        }

        return new RazorComponentResult<PublicView>(new
        {
            Model = new PublicModel(council, shown, newest, measures.Value.LeavesOutDisputed),
        });
    }
}
