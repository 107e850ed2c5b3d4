using System.Globalization;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Exports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Every difference as a file, for a spreadsheet: a short one is held in memory, a long one in a file of its own that goes with it.</summary>
internal sealed class DifferencesCsv : IAsyncDisposable
{
    internal const string MediaType = "text/csv; charset=utf-8";

    internal static readonly string[] Columns =
        ["id", "case_reference", "kind", "item", "theirs", "ours", "rule", "legal_source", "working", "mark", "marked_by", "marked_at", "case"];

    private readonly FileBufferingWriteStream _held = new();
    private readonly SafeCsvWriter _lines;
    private readonly List<Seen> _seen = [];

    private DifferencesCsv()
    {
        _lines = SafeCsv.WriterForSpreadsheet(_held);
        _lines.Write(Columns);
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        await _held.DisposeAsync();
    }

    /// <param name="asked">Where it begins and how many it has at most; the next line then is told in the header Link.</param>
    internal static async Task<PushStreamHttpResult> AnswerAsync(
        HttpContext context, Passage gate, ReconciliationTable table, Reconciliation made, DifferencePage asked, CancellationToken cancellationToken)
    {
        var file = new DifferencesCsv();
        context.Response.RegisterForDisposeAsync(file);
        int? after = asked.After;
        for (var left = asked.Most; left > 0 && after is { } last;)
        {
            (var page, after) = await table.DifferencesAsync(
                made, asked with { After = last, Most = Math.Min(left, DifferencePage.MostAtOnce) }, cancellationToken);
            file.Add(made.Authority, page);
            left -= page.Count;
        }

        if (after is { } next)
        {
            NextPage.Link(context, $"{next}");
        }

        return gate.Show(TypedResults.Stream(file.WriteToAsync, MediaType, $"ehcp-reconciliation-{made.Number}.csv"), file._seen);
    }

    private void Add(string authority, IReadOnlyList<ListedDifference> page)
    {
        foreach (var one in page)
        {
            _lines.Write(
            [
                one.Id.ToString(CultureInfo.InvariantCulture), one.CaseReference, one.Kind, one.Item, one.Theirs ?? "", one.Ours ?? "", one.Rule ?? "",
                one.LegalSource ?? "", one.Working ?? "", one.Mark ?? "", one.MarkedBy ?? "",
                one.MarkedAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "", one.Case ?? "",
            ]);
            _seen.Add(Seen.Case(authority, one.CaseReference));
        }
    }

    private async Task WriteToAsync(Stream body)
    {
        _lines.Flush();
        await _held.DrainBufferAsync(body);
    }
}
