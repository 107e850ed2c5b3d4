using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Ehcp.Benchmarks.Deployments;

namespace Ehcp.Benchmarks.Rows;

/// <summary>
/// A council's wide extract, half a kilobyte a row, most of it names, addresses and notes that have no place here: two facts a row on the first night, and the
/// same file again on the second. Nobody consumes, as with batches over HTTP, which are measured beside it.
/// </summary>
internal static class IntakeCsv
{
    private const int FactsOfARow = 2;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private const string Mapping = """
        {
          "name": "bench", "source": "bench", "authority": { "constant": "E08000025" }, "caseReference": { "column": "Case reference" }, "dates": "day-first",
          "facts": [
            { "type": "request-received", "data": { "receivedOn": { "column": "Request received" } } },
            { "type": "final-plan-sent", "data": { "sentOn": { "column": "Final plan" } } },
          ]
        }
        """;

    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(Effort effort)
    {
        await using var deployment = await Deployment.StartAsync("Intake", "Scheduler");
        await deployment["Scheduler"].DisposeAsync();
        await IntakeBatch.SendAsync(deployment, "warm", effort.BatchEvents / 3);
        var batches = await IntakeBatch.SendAsync(deployment, "beside", effort.BatchEvents);
        var before = deployment["Intake"].MemoryMegabytes;
        await StoreAsync(deployment);

        var first = await SendAsync(deployment, effort.FileRows);
        var again = await SendAsync(deployment, effort.FileRows);
        return
        [
            new("Intake, CSV, first night", FactsOfARow * effort.FileRows / first.Elapsed.TotalSeconds, "events/s", "batches of 1,000 over HTTP", batches, "ratio >= 0.5"),
            new("Intake, CSV, the same file again", effort.FileRows / again.Elapsed.TotalSeconds, "rows/s", "batches of 1,000 over HTTP", batches, "ratio >= 1"),
            new($"Intake, CSV of {first.Megabytes:N0} MB: most memory", first.Memory, "MB", "after batches over HTTP", before, "flat, however large"),
            new($"Intake, the same {first.Megabytes:N0} MB again: most memory", again.Memory, "MB", "after batches over HTTP", before, "flat, however large"),
        ];
    }

    private static async Task StoreAsync(Deployment deployment)
    {
        using var client = deployment.Client("Intake");
        using var content = new StringContent(Mapping, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(new Uri("/v1/mappings/bench", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<(TimeSpan Elapsed, double Memory, double Megabytes)> SendAsync(Deployment deployment, int rows)
    {
        using var client = deployment.Client("Intake");
        client.Timeout = Patience;
        using var file = new Extract(rows);
        file.Headers.ContentType = new("text/csv");
        using var done = new CancellationTokenSource();
        var memory = MostMemoryAsync(deployment["Intake"], done.Token);
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("/v1/imports?mapping=bench", UriKind.Relative), file);
        var elapsed = Stopwatch.GetElapsedTime(began);
        await done.CancelAsync();
        var report = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode && report.Contains($"\"read\":{rows}", StringComparison.Ordinal) && report.Contains("\"refused\":0", StringComparison.Ordinal)
            ? (elapsed, await memory, file.Bytes / 1_000_000.0)
            : throw new InvalidOperationException($"The file was not taken: {report[..Math.Min(500, report.Length)]}");
    }

    private static async Task<double> MostMemoryAsync(ServiceProcess process, CancellationToken stop)
    {
        var most = process.MemoryMegabytes;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Look, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            most = Math.Max(most, process.MemoryMegabytes);
        }

        return most;
    }

    /// <summary>The file, made as it is sent.</summary>
    private sealed class Extract(int rows) : HttpContent
    {
        private static readonly string Notes = string.Join(' ', Enumerable.Repeat("met the family, wrote to the school", 10));

        internal long Bytes { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var text = new StringBuilder("Case reference,Surname,Forename,DOB,Address,Postcode,Request received,Final plan,Notes\r\n");
            for (var row = 0; row < rows; row++)
            {
                text.Append(CultureInfo.InvariantCulture, $"BENCH-{row:0000000},Surname{row},Forename{row},{row % 28 + 1:00}/03/2016,\"{row} High Street, Town\",B1 1AA,")
                    .Append(CultureInfo.InvariantCulture, $"{row % 28 + 1:00}/01/2026,{row % 28 + 1:00}/06/2026,\"{Notes}\"\r\n");
                if (text.Length > 64_000)
                {
                    await FlushAsync(stream, text);
                }
            }

            await FlushAsync(stream, text);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        private async Task FlushAsync(Stream stream, StringBuilder text)
        {
            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            Bytes += bytes.Length;
            await stream.WriteAsync(bytes);
            text.Clear();
        }
    }
}
