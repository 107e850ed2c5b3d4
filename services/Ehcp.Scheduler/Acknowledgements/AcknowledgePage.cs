using System.Globalization;
using System.Text.Encodings.Web;
using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>Where the link in a mail leads. Opening it changes nothing, since mail scanners open links: the form acts.</summary>
internal static class AcknowledgePage
{
    private const string Style = """
        :root { color-scheme: light dark } body { margin: 0 auto; padding: 16px; max-width: 40rem; font: 16px/1.5 Arial, Helvetica, sans-serif }
        label { display: block; margin: 16px 0 4px; font-weight: bold } select, input, button { font: inherit; padding: 8px; min-height: 44px } button { margin-top: 24px }
        """;

    internal static async Task<ContentHttpResult> ShowAsync(
        string token, AcknowledgementLinks links, Acknowledge acknowledge, LawInForce law, TimeProvider clock, HttpContext context, Passage gate,
            CancellationToken cancellationToken) =>
        await FindAsync(token, links, acknowledge, clock, cancellationToken) is { } alert
            ? Shown(gate, alert, Page(context, 200, Form(alert, law.Current.Calendar, clock.LondonToday, [])))
            : NotValid(context);

    internal static async Task<ContentHttpResult> ActAsync(
        string token, [FromForm] string? until, [FromForm] string? plan,
        AcknowledgementLinks links, Acknowledge acknowledge, LawInForce law, TimeProvider clock, HttpContext context, Passage gate,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(token, links, acknowledge, clock, cancellationToken) is not { } alert)
        {
            return NotValid(context);
        }

        DateOnly? day = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        if (acknowledge.Check(day, plan) is { Count: > 0 } wrong)
        {
            return Shown(gate, alert, Page(context, 400, Form(alert, law.Current.Calendar, clock.LondonToday, wrong.Select(error => error.Detail))));
        }

        await acknowledge.SayAsync(alert, day!.Value, plan!, "mail:" + alert.Role, cancellationToken);
        return gate.Did(Shown(gate, alert, Page(
            context, 200,
            $"<h1>Thank you</h1>\n<p>{Encoded(alert.CaseReference)}: you are not reminded of this step until the end of {Encoded(EnglishDates.Plain(day.Value))}. Later steps are told as ever.</p>")));
    }

    // A cleared alert needs no acknowledging, so its link is as good as expired.
    private static async Task<AlertToAcknowledge?> FindAsync(
        string token, AcknowledgementLinks links, Acknowledge acknowledge, TimeProvider clock, CancellationToken cancellationToken) =>
        links.Read(token, clock.LondonToday) is { } id && await acknowledge.FindAsync(id, cancellationToken) is { Stands: true } alert ? alert : null;

    private static string Form(AlertToAcknowledge alert, WorkingDays calendar, DateOnly today, IEnumerable<string> wrong) => $"""
        <h1>Acknowledge {Encoded(alert.CaseReference)}</h1>
        <p>{Encoded(Authorities.Find(alert.Authority)?.Name ?? alert.Authority)}: {Encoded((alert.Rule is null ? null : StatutoryTimetable.Shipped.Find(alert.Rule)?.Duty) ?? alert.Milestone)}; {Encoded(LastDays.Words(calendar, alert.LastDay))}.</p>
        {string.Concat(wrong.Select(error => $"<p role=\"alert\"><strong>{Encoded(error)}</strong></p>\n"))}<form method="post">
        <label for="plan">What is being done</label>
        <select id="plan" name="plan" required>{string.Concat(AcknowledgedPlans.All.Select(plan => $"<option value=\"{plan.Code}\">{Encoded(plan.Words)}</option>"))}</select>
        <label for="until">Do not remind me until the end of</label>
        <input id="until" name="until" type="date" required value="{Iso(today.AddDays(7))}" min="{Iso(today)}" max="{Iso(today.AddDays(Acknowledging.MostDays))}">
        <div><button>Acknowledge</button></div>
        </form>
        """;

    private static ContentHttpResult Shown(Passage gate, AlertToAcknowledge alert, ContentHttpResult page) =>
        gate.ShowByLink(page, alert.Role, Seen.Case(alert.Authority, alert.CaseReference));

    private static ContentHttpResult NotValid(HttpContext context) =>
        Page(context, 404, "<h1>Nothing to acknowledge</h1>\n<p>This link is not valid, has expired, or its deadline is met or has moved.</p>");

    private static ContentHttpResult Page(HttpContext context, int status, string body)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content($"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Acknowledge an alert</title><style>{Style}</style></head>
            <body><main>
            {body}
            </main></body>
            </html>
            """, "text/html; charset=utf-8", statusCode: status);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
