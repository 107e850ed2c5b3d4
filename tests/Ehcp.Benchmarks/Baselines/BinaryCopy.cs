using Ehcp.Contracts;
using Ehcp.Simulator.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Benchmarks.Baselines;

/// <summary>The fastest way there is into a table like the ledger, with its indexes: no checks, no answers, no outbox.</summary>
internal static class BinaryCopy
{
    private const string Copy =
        "copy ledger (source, id, type, subject, authority, time, recorded_at, api_key, content_hash, mode, body) from stdin (format binary)";

    internal static async Task<double> RowsPerSecondAsync(string database, IReadOnlyList<SimulatedEvent> events, int batch)
    {
        byte[][] bodies = [.. events.Select(SimulatedEvent.Single)];
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var hash = new byte[32];
        var now = TimeProvider.System.GetUtcNow();
        var began = TimeProvider.System.GetTimestamp();
        for (var start = 0; start < events.Count; start += batch)
        {
            await using var copy = await connection.BeginBinaryImportAsync(Copy);
            for (var row = start; row < Math.Min(events.Count, start + batch); row++)
            {
                var one = events[row];
                await copy.StartRowAsync();
                await copy.WriteAsync(one.Source);
                await copy.WriteAsync(one.Id);
                await copy.WriteAsync(FactCatalogue.Of(one.Fact).WireType);
                await copy.WriteAsync(one.CaseReference);
                await copy.WriteAsync("E08000025");
                await copy.WriteAsync(one.Time, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync("benchmark");
                await copy.WriteAsync(hash);
                await copy.WriteAsync((short)0, NpgsqlDbType.Smallint);
                await copy.WriteAsync(bodies[row]);
            }

            await copy.CompleteAsync();
        }

        return events.Count / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
