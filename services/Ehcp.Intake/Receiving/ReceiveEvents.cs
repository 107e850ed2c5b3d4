using System.Text.Json;
using Ehcp.Hosting.Keys;
using Ehcp.Intake.Events;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Ehcp.Intake.Receiving;

/// <summary>POST /v1/events: one event, or a batch. An answer that says "accepted" is given after the commit.</summary>
internal sealed class ReceiveEvents(RecordEvents record, RejectionTray tray, TimeProvider clock, IOptions<IntakeSettings> settings)
{
    public static Task<IResult> HandleAsync(HttpContext context, ReceiveEvents receive) => receive.ReceiveAsync(context);

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        if (MediaTypes.Mode(context.Request) is not { } mode)
        {
            return Problems.MediaType();
        }

        if (await EventBody.ReadAsync(context.Request, settings.Value.MaxBodyBytes, context.RequestAborted) is not { } body)
        {
            return Problems.TooLarge(settings.Value.MaxBodyBytes);
        }

        var rights = new SenderRights(context.User);
        if (!EventBody.IsText(body, out var text))
        {
            return await NotJsonAsync(rights, context.Response);
        }

        var reader = new EventReader(clock.GetUtcNow());
        try
        {
            if (mode == ContentMode.Batch)
            {
                return Batch.Split(text, Batch.Most + 1) is not { } items ? Problems.NotABatch()
                    : items.Count > Batch.Most ? Problems.TooManyEvents()
                    : context.TakeOfToday(items.Count, clock) is { } used ? used
                    : await ReceiveBatchAsync(items.ConvertAll(item => rights.Check(reader.ReadStructured(item, mode))), rights, context.Response);
            }

            if (context.TakeOfToday(1, clock) is { } usedUp)
            {
                return usedUp;
            }

            var read = mode == ContentMode.Structured ? reader.ReadStructured(text, mode) : ReadBinary(reader, context.Request, text);
            return await ReceiveOneAsync(rights.Check(read), rights, context.Response);
        }
        catch (JsonException)
        {
            return await NotJsonAsync(rights, context.Response);
        }
    }

    private static ReadEvent ReadBinary(EventReader reader, HttpRequest request, byte[] data)
    {
        var (draft, headers) = BinaryMode.Read(request.Headers, request.ContentType!);
        return reader.ReadBinary(draft, data, headers);
    }

    private async Task<IResult> ReceiveOneAsync(ReadEvent read, SenderRights rights, HttpResponse response)
    {
        if (await record.RecordAsync([new SentEvent(read, rights.KeyName)]) is not [var receipt])
        {
            return Unavailable(response);
        }

        if (receipt.Errors is not { } errors)
        {
            return TypedResults.Json(receipt, ReceivingJson.Default.EventReceipt, statusCode: 202);
        }

        var refused = read with { Errors = errors };
        await tray.AddAsync([refused], rights.KeyName);
        return receipt.Status == EventStatus.Conflict ? Problems.Conflict() : Problems.NotTaken(refused);
    }

    private async Task<IResult> ReceiveBatchAsync(List<ReadEvent> batch, SenderRights rights, HttpResponse response)
    {
        if (await record.RecordAsync(batch.ConvertAll(read => new SentEvent(read, rights.KeyName))) is not { } receipts)
        {
            return Unavailable(response);
        }

        await tray.AddAsync([.. batch.Zip(receipts, (read, receipt) => read with { Errors = receipt.Errors ?? [] }).Where(read => read.Errors.Count > 0)],
            rights.KeyName);
        return TypedResults.Json(receipts, ReceivingJson.Default.EventReceiptArray);
    }

    private Task<IResult> NotJsonAsync(SenderRights rights, HttpResponse response) =>
        ReceiveOneAsync(ReadEvent.Refused(Rules.Json.At("")), rights, response);

    private static ProblemHttpResult Unavailable(HttpResponse response)
    {
        response.Headers.RetryAfter = "5";
        return Problems.Unavailable();
    }
}
