using System.Text.Json;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Tests.Known.Projections;

/// <summary>The rows of <c>known_request</c>, column by column.</summary>
internal static class KnownRows
{
    private static readonly JsonSerializerOptions ColumnNames = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static async Task<List<KnownRequest>> ReadAsync(RunningReporting reporting, string where = "true")
    {
        await using var command = reporting.Database.CreateCommand(
            $"select to_jsonb(k)::text from known_request k where {where} order by authority, case_reference, request_id, known_from");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<KnownRequest>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(JsonSerializer.Deserialize<KnownRequest>(reader.GetString(0), ColumnNames)!);
        }

        return rows;
    }
}
