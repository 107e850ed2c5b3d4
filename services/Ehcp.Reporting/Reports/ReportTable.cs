using System.Text.Json;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Figures.Months;
using Npgsql;

namespace Ehcp.Reporting.Reports;

/// <summary>Reports that were made, for good: the table refuses every update and delete.</summary>
public sealed class ReportTable(NpgsqlDataSource database)
{
    internal const int MostAtOnce = 500;
    internal const int Usual = 100;

    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web);

    private const string Insert = """
        insert into report (authority, month, known_at, made_at, made_by, body)
        values (@authority, @month, @known_at, @made_at, @made_by, @body) returning number
        """;

    private const string Select = """
        select number, authority, month, known_at, made_at, made_by, body from report where number = @number
        """;

    private const string List = """
        select number, authority, month, known_at, made_at, made_by from report
        where (@authorities::text[] is null or authority = any(@authorities)) and number < @after order by number desc limit @most
        """;

    internal async Task<ReportHead> KeepAsync(
        DateOnly month, ReportContent content, DateTimeOffset madeAt, string madeBy, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var insert = connection.Sql(Insert).With("authority", content.Authority).With("month", month).With("known_at", content.AsOf)
            .With("made_at", madeAt).With("made_by", madeBy).With("body", JsonSerializer.SerializeToUtf8Bytes(content, Stored));
        var number = await insert.ValueAsync<long>(cancellationToken);
        return new(number, content.Authority, content.Month, content.AsOf, madeAt, madeBy);
    }

    internal async Task<(ReportHead Head, ReportContent Content)?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var select = connection.Sql(Select).With("number", number);
        await using var rows = await select.RowsAsync(cancellationToken);
        return await rows.NextAsync(cancellationToken)
            ? (Head(rows), JsonSerializer.Deserialize<ReportContent>(rows.Bytes("body"), Stored)!)
            : null;
    }

    /// <summary>Newest first.</summary>
    /// <param name="authorities">ONS codes; null for every one there is.</param>
    /// <param name="after">Only those with a lower number.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<List<ReportHead>> OfAsync(string[]? authorities, long after, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var list = connection.Sql(List).With<string[]?>("authorities", authorities).With("after", after).With("most", most);
        return await list.ListAsync(Head, cancellationToken);
    }

    private static ReportHead Head(Rows row) => new(
        row.Long("number"), row.Text("authority"), ReadMeasures.Name(row.Day("month")), row.Instant("known_at"), row.Instant("made_at"), row.Text("made_by"));
}
