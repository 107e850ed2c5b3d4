using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Ehcp.Fuzz;

/// <summary>Rows of files: cells, shapes of rows and whole files that are not as they should be.</summary>
internal sealed class CsvDoor(FuzzTarget target, Tally tally, int seed)
{
    private const int RowsOfAFile = 1_000;
    private const int MostRetries = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Columns =
    [
        "Case reference", "Surname", "LA", "Received", "Requested by", "Decision", "Decision date", "Final plan", "Transfer year", "Officer", "Team", "Changed",
    ];

    private const string Mapping = """
        {
          "name": "fuzz", "source": "fuzz-csv", "authority": { "column": "LA" }, "caseReference": { "column": "Case reference" }, "dates": "day-first",
          "extract": "changes", "time": { "column": "Changed" },
          "facts": [
            { "type": "request-received", "data": { "receivedOn": { "column": "Received" }, "requestedBy": { "column": "Requested by", "codes": { "Parent": "parent-or-young-person", "School": "school", "?": null } } } },
            { "type": "assessment-decided", "when": [{ "column": "Decision", "filled": true }],
              "data": { "decision": { "column": "Decision", "codes": { "Yes": "assess", "No": "refuse" } }, "notifiedOn": { "column": "Decision date" } } },
            { "type": "final-plan-sent", "data": { "sentOn": { "column": "Final plan" }, "phaseTransferYear": { "column": "Transfer year" } } },
            { "type": "case-assigned", "data": { "caseOfficer": { "column": "Officer" }, "team": { "column": "Team" } } },
          ]
        }
        """;

    /// <summary>Sends the rows of these places, a file after the other.</summary>
    public async Task SendAsync(int first, int count, string?[] kinds, CancellationToken stop)
    {
        using (var mapping = new StringContent(Mapping, Encoding.UTF8, "application/json"))
        using (var stored = await target.Client.PutAsync(new Uri("v1/mappings/fuzz", UriKind.Relative), mapping, stop))
        {
            stored.EnsureSuccessStatusCode();
        }

        for (var begin = 0; begin < count; begin += RowsOfAFile)
        {
            await SendFileAsync(first + begin, Math.Min(RowsOfAFile, count - begin), kinds, stop);
        }
    }

    private async Task SendFileAsync(int first, int count, string?[] kinds, CancellationToken stop)
    {
        var dice = new Dice(seed, -1 - first);
        var (separator, end) = (dice.Of([",", ",", ";", "\t", "|"]), dice.Of(["\r\n", "\n"]));
        var text = new StringBuilder(string.Join(separator, Columns)).Append(end);
        var (isSpoilt, hasZeros) = (dice.OneIn(12), dice.OneIn(12)); // a file with zeros in it is no text, and refused whole
        for (var place = first; place < first + count; place++)
        {
            var (kind, row) = Row(new(seed, place), FuzzRun.IdOf(place), separator, target.Now.GetUtcNow());
            kinds[place] = isSpoilt || hasZeros ? "file" : kind;
            tally.Send(FuzzOptions.Csv, kinds[place]!);
            text.Append(hasZeros ? row : row.Replace("\0", "", StringComparison.Ordinal)).Append(end);
        }

        var body = Encoding.UTF8.GetBytes(text.ToString());
        await PostAsync(first, isSpoilt ? SpoiltFile(body, dice) : dice.OneIn(4) ? [0xEF, 0xBB, 0xBF, .. body] : body, stop);
    }

    private async Task PostAsync(int place, byte[] file, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
            using var answer = await target.Client.PostAsync(new Uri("v1/imports?mapping=fuzz", UriKind.Relative), content, stop);
            if ((int)answer.StatusCode == 503 && answer.Headers.RetryAfter is not null && attempt < MostRetries)
            {
                await Task.Delay(Pause, TimeProvider.System, stop);
                continue;
            }

            if ((int)answer.StatusCode >= 500)
            {
                tally.Fault($"{(int)answer.StatusCode} by CSV, the file from place {place} on: {await answer.Content.ReadAsStringAsync(stop)}");
            }

            return;
        }
    }

    private static (string Kind, string Row) Row(Dice dice, string id, string separator, DateTimeOffset now)
    {
        var hasOfficer = dice.OneIn(2);
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-200 - dice.Below(800));
        string[] cells =
        [
            $"FZ-{id}", "Smith", dice.Of(["E08000025", "330", "825"]), Written(dice, day), dice.Of(["Parent", "School", "?", ""]), dice.Of(["Yes", "No", ""]),
            Written(dice, day.AddDays(40)), dice.OneIn(2) ? "" : Written(dice, day.AddDays(140)), dice.Of(["", "2027"]),
            hasOfficer ? "officer@example.gov.uk" : "", hasOfficer ? dice.Of(["", "North", "South & East"]) : "", now.AddDays(-dice.Below(100)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
        var kind = Mutations.None;
        switch (dice.Below(6))
        {
            case 0 or 1:
                kind = "cell";
                for (var times = dice.Between(1, 3); times > 0; times--)
                {
                    cells[dice.Below(cells.Length)] = dice.Junk();
                }

                break;
            case 2 when dice.OneIn(2):
                return ("row-shape", Misshapen(cells, separator, dice));
            default:
                break;
        }

        return (kind, string.Join(separator, cells.Select(cell => Quoted(cell, separator))));
    }

    // Now and then a quotation mark that is never closed: the rest of the file is one cell then, and lost with it, so rarely.
    private static string Misshapen(string[] cells, string separator, Dice dice) => dice.Below(3_000) switch
    {
        < 750 => string.Join(separator, cells.Take(dice.Below(cells.Length)).Select(cell => Quoted(cell, separator))),
        < 1_500 => string.Join(separator, cells.Append(dice.Junk()).Select(cell => Quoted(cell, separator))),
        < 2_000 => string.Join(separator, cells.Select(cell => $"x\"{cell.Replace("\"", "", StringComparison.Ordinal)}\"y")),
        < 2_500 => dice.Of(["", separator, " ", "\0", "#", "\"\"", "\u2028"]),
        < 2_999 => string.Join(separator, cells).Replace("FZ", "F\0Z", StringComparison.Ordinal),
        _ => "\"" + string.Join(separator, cells),
    };

    private static byte[] SpoiltFile(byte[] file, Dice dice) => dice.Below(8) switch
    {
        0 => [],
        1 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(file))],
        2 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(file))],
        3 => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(file)),
        4 => file[..dice.Below(file.Length)],
        5 => [0x50, 0x4B, 3, 4, .. file],
        _ => Flipped(file, dice),
    };

    private static byte[] Flipped(byte[] file, Dice dice)
    {
        for (var times = dice.Between(1, 200); times > 0; times--)
        {
            file[dice.Below(file.Length)] = (byte)dice.Below(256);
        }

        return file;
    }

    private static string Written(Dice dice, DateOnly day) =>
        day.ToString(dice.Of(["dd/MM/yyyy", "d.M.yy", "yyyy-MM-dd", "dd-MMM-yy", "yyyyMMdd"]), CultureInfo.InvariantCulture);

    private static string Quoted(string cell, string separator) =>
        cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(separator, StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
