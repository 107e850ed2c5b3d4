using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Events;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Pages;
using Ehcp.Intake.Receiving;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Sources;
using Ehcp.Intake.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Npgsql;

namespace Ehcp.Intake.Tray;

/// <summary>/tray: what was refused, by source and rule, and a way to send it corrected. It works without script; the browser asks for the key.</summary>
internal static class TrayPages
{
    private const int Shown = 100;

    public static async Task<IResult> ListAsync(
        HttpContext context, IntakeDbContext database, NpgsqlDataSource source, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (query.Count > 0)
        {
            return await MatchingAsync(
                context, database, StatusCodes.Status200OK, Asked(query, "source"), Asked(query, "rule"), Asked(query, "state") ?? RejectionStates.Open,
                long.TryParse(query["after"], out var after) ? after : null, [], cancellationToken);
        }

        var health = await ReadSourceHealth.ReadAsync(source, context.User.Sources(), clock.GetUtcNow(), cancellationToken);
        var groups = await TrayGroups.ReadAsync(context.User, source, cancellationToken);
        return IntakePage.Of(context, StatusCodes.Status200OK, "Tray", TrayHtml.Overview(health, groups));
    }

    public static async Task<IResult> ShowAsync(
        HttpContext context, long number, IntakeDbContext database, ImportLog imports, TimeProvider clock, CancellationToken cancellationToken) =>
        await FindAsync(context, database, number, cancellationToken) is not { } rejection ? ProblemCatalogue.NotFound.Answer()
        : await OneAsync(context, rejection, imports, clock, StatusCodes.Status200OK, null, [], [], cancellationToken);

    /// <summary>Sends the event of the form through the door of every event. What is refused is shown again, and kept nowhere.</summary>
    public static async Task<IResult> SendAsync(
        HttpContext context, long number, IntakeDbContext database, NpgsqlDataSource source, ImportLog imports, RecordEvents record, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!context.Request.IsFromOwnPage())
        {
            return OfAnotherSite();
        }

        if (await FindAsync(context, database, number, cancellationToken) is not { ImportId: null } rejection)
        {
            return ProblemCatalogue.NotFound.Answer();
        }

        if (await context.Request.FormOrNullAsync(cancellationToken) is not { } form || FactShape.Find(form["type"].ToString()) is not { } shape)
        {
            return ProblemCatalogue.BadRequest.Answer("The form cannot be read.");
        }

        var entered = form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        var rights = new SenderRights(context.User);
        var read = rights.Check(new EventReader(clock.GetUtcNow()).ReadStructured(new EventForm(shape, entered).Write(), ContentMode.Structured));
        if (read.Event is null)
        {
            return await OneAsync(
                context, rejection, imports, clock, StatusCodes.Status422UnprocessableEntity, entered, read.Errors, ["The event was refused. See below."],
                cancellationToken);
        }

        if (await record.RecordAsync([new SentEvent(read, rights.KeyName)]) is not [var receipt])
        {
            context.Response.Headers.RetryAfter = "5";
            return await OneAsync(
                context, rejection, imports, clock, StatusCodes.Status503ServiceUnavailable, entered, [],
                ["Nothing was taken, as far as is known. Send the same again later."], cancellationToken);
        }

        if (receipt.Errors is { } errors)
        {
            return await OneAsync(
                context, rejection, imports, clock, StatusCodes.Status409Conflict, entered, errors, ["The event was refused. See below."], cancellationToken);
        }

        await SettleRejections.ByHandAsync(source, number, receipt.Sequence!.Value, Timestamps.ToMicroseconds(clock.GetUtcNow()), cancellationToken);
        return TypedResults.Redirect($"/tray/{number}");
    }

    public static async Task<IResult> SetAsideAsync(
        HttpContext context, long number, Passage gate, IntakeDbContext database, ImportLog imports, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!context.Request.IsFromOwnPage())
        {
            return OfAnotherSite();
        }

        if (await FindAsync(context, database, number, cancellationToken) is not { } rejection)
        {
            return ProblemCatalogue.NotFound.Answer();
        }

        if (await ReasonAsync(context, cancellationToken) is not { } reason)
        {
            return gate.Show(await OneAsync(
                context, rejection, imports, clock, StatusCodes.Status422UnprocessableEntity, null, [], ["Say why it is set aside."], cancellationToken));
        }

        var asked = new SettingAside(reason, Numbers: [number]);
        var count = await SetRejectionsAside.SetAsideAsync(context, database, asked, tried: false, clock, cancellationToken);
        var answer = TypedResults.Redirect($"/tray/{number}");
        return count == 0 ? gate.Show(answer) : gate.Did(answer, SetRejectionsAside.On(asked));
    }

    public static async Task<IResult> SetAllAsideAsync(
        HttpContext context, Passage gate, IntakeDbContext database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!context.Request.IsFromOwnPage())
        {
            return OfAnotherSite();
        }

        var form = await context.Request.FormOrNullAsync(cancellationToken);
        var (source, rule) = (form?["source"].ToString(), form?["rule"].ToString() is { Length: > 0 } broken ? broken : null);
        if (string.IsNullOrEmpty(source) || !long.TryParse(form!["upTo"], out var upTo))
        {
            return ProblemCatalogue.BadRequest.Answer("The form cannot be read.");
        }

        if (!context.User.MaySendFrom(source))
        {
            return Refusals.Problems.SourceNotAllowed();
        }

        if (await ReasonAsync(context, cancellationToken) is not { } reason)
        {
            return gate.Show(await MatchingAsync(
                context, database, StatusCodes.Status422UnprocessableEntity, source, rule, RejectionStates.Open, null, ["Say why they are set aside."],
                cancellationToken));
        }

        var asked = new SettingAside(reason, Source: source, Rule: rule, UpTo: upTo);
        var count = await SetRejectionsAside.SetAsideAsync(context, database, asked, tried: false, clock, cancellationToken);
        var answer = TypedResults.Redirect("/tray");
        return count == 0 ? gate.Show(answer) : gate.Did(answer, SetRejectionsAside.On(asked));
    }

    private static async Task<IResult> MatchingAsync(
        HttpContext context, IntakeDbContext database, int status, string? source, string? rule, string state, long? after, string[] problems,
        CancellationToken cancellationToken)
    {
        var found = await database.Rejections.AsNoTracking().Visible(context.User).Matching(source, rule, state)
            .Where(rejection => after == null || rejection.Number < after)
            .OrderByDescending(rejection => rejection.Number).Take(Shown + 1).ToListAsync(cancellationToken);
        var (rows, next) = PageKey.Page(found, Shown, rejection => rejection.Number);
        return IntakePage.Of(context, status, "Tray", TrayHtml.Matching(source, rule, state, [.. rows], next, problems));
    }

    private static async Task<IResult> OneAsync(
        HttpContext context, Rejection rejection, ImportLog imports, TimeProvider clock, int status, Dictionary<string, StringValues>? entered,
        IReadOnlyList<EventError> errors, string[] problems, CancellationToken cancellationToken)
    {
        var type = entered?["type"].ToString() ?? rejection.Type ?? Asked(context.Request.Query, "type");
        var (send, elsewhere) = ("", Array.Empty<string>());
        if (rejection.ImportId is { } id)
        {
            send = await imports.FindAsync(id, cancellationToken) is { } import ? TrayHtml.RowsForm(import) : "";
        }
        else if (type is not null && FactShape.Find(type) is { } shape)
        {
            var form = new EventForm(shape, entered ?? Known(rejection, clock));
            elsewhere = [.. form.Elsewhere(errors).Select(error => $"{PlainNames.OfPlace(error.Pointer)}: {error.Detail}")];
            send = TrayHtml.SendForm(rejection.Number, type, form.Html(errors));
        }
        else
        {
            send = TrayHtml.TypeForm(rejection.Number, FactCatalogue.All.Select(one => one.WireType));
        }

        return IntakePage.Of(
            context, status, "Refused event", TrayHtml.One(rejection, RefusedEvent.Of(rejection), send, [.. problems, .. elsewhere]));
    }

    // All that is known of it: nothing of what it said was kept.
    private static Dictionary<string, StringValues> Known(Rejection rejection, TimeProvider clock) => new(StringComparer.Ordinal)
    {
        ["id"] = rejection.Id,
        ["source"] = rejection.Source,
        ["time"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static Task<Rejection?> FindAsync(HttpContext context, IntakeDbContext database, long number, CancellationToken cancellationToken) =>
        database.Rejections.AsNoTracking().Visible(context.User).SingleOrDefaultAsync(rejection => rejection.Number == number, cancellationToken);

    private static async Task<string?> ReasonAsync(HttpContext context, CancellationToken cancellationToken) =>
        (await context.Request.FormOrNullAsync(cancellationToken))?["reason"].ToString() is { } reason && SetAsideReasons.Has(reason) ? reason : null;

    private static string? Asked(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static ProblemHttpResult OfAnotherSite() =>
        ProblemCatalogue.NotAllowed.Answer("The form was sent from a page of another site. Open this page and send it from there.");
}
