using System.Globalization;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using static Ehcp.Hosting.Pages.PlainPage;

namespace Ehcp.Hosting.KeyManagement;

/// <summary>/keys: the keys of a service for whoever looks after them, without script; the browser asks for the key.</summary>
internal static class KeyPages
{
    internal const string Path = "/keys";

    // What is wrong with a member of the API's body is wrong with this field of the form.
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["name"] = "name",
        ["scopes"] = "scopes",
        ["sources"] = "sources",
        ["authorities"] = "authorities",
        ["requestsPerMinute"] = "requests",
        ["dailyQuota"] = "quota",
        ["expiresOn"] = "expires",
        ["graceDays"] = "grace",
    };

    private static readonly char[] Separators = [',', ';', ' ', '\r', '\n', '\t'];

    internal static async Task<IResult> ListAsync(HttpContext context, KeyOffice office, Passage gate, CancellationToken stop) =>
        await ListedAsync(context, office, gate, StatusCodes.Status200OK, "", new(), [], stop);

    internal static async Task<IResult> CreateAsync(HttpContext context, KeyOffice office, Passage gate, CancellationToken stop)
    {
        var (form, refused) = await FormAsync(context, stop);
        if (form is null)
        {
            return refused!;
        }

        var asked = KeyForm.Of(form);
        var errors = asked.Errors();
        if (errors.Count > 0)
        {
            return await ListedAsync(context, office, gate, StatusCodes.Status400BadRequest, "", asked, errors, stop);
        }

        var (issued, refusal) = await office.CreateAsync(gate.Caller, asked.Key(), dryRun: false, stop);
        if (issued is null)
        {
            return await ListedAsync(context, office, gate, refusal!.StatusCode, "", asked, Words(refusal), stop);
        }

        var done = KeyHtml.Secret($"The key {issued.Key.Name} was made", issued.Secret!);
        return gate.Did(await ListedAsync(context, office, gate, StatusCodes.Status201Created, done, new(), [], stop), [issued.Key.Name]);
    }

    internal static async Task<IResult> ShowAsync(HttpContext context, string key, KeyOffice office, Passage gate, CancellationToken stop) =>
        await ShownAsync(context, key, office, gate, StatusCodes.Status200OK, "", [], stop);

    internal static async Task<IResult> RotateAsync(HttpContext context, string key, KeyOffice office, Passage gate, CancellationToken stop)
    {
        var (form, refused) = await FormAsync(context, stop);
        if (form is null)
        {
            return refused!;
        }

        if (!int.TryParse(form["grace"].ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            return await ShownAsync(
                context, key, office, gate, StatusCodes.Status400BadRequest, "",
                [("Say for how many days the old key still works, as a whole number", "grace")], stop);
        }

        var (issued, refusal) = await office.RotateAsync(gate.Caller, key, new(days), dryRun: false, stop);
        if (issued is null)
        {
            return await ShownAsync(context, key, office, gate, refusal!.StatusCode, "", Words(refusal), stop);
        }

        var done = KeyHtml.Secret($"The key {key} has a new secret", issued.Secret!);
        return gate.Did(await ShownAsync(context, key, office, gate, StatusCodes.Status200OK, done, [], stop), [key]);
    }

    internal static async Task<IResult> RevokeAsync(HttpContext context, string key, KeyOffice office, Passage gate, CancellationToken stop)
    {
        var (form, refused) = await FormAsync(context, stop);
        if (form is null)
        {
            return refused!;
        }

        if (form["sure"] != "yes")
        {
            return await ShownAsync(
                context, key, office, gate, StatusCodes.Status400BadRequest, "", [("Say that you are sure: a revoked key never works again", "sure")], stop);
        }

        var (revoked, changed, refusal) = await office.RevokeAsync(gate.Caller, key, dryRun: false, stop);
        var page = await ShownAsync(
            context, key, office, gate, revoked is null ? refusal!.StatusCode : StatusCodes.Status200OK, "", revoked is null ? Words(refusal!) : [], stop);
        return changed ? gate.Did(page, [key]) : page;
    }

    private static async Task<IResult> ListedAsync(
        HttpContext context, KeyOffice office, Passage gate, int status, string done, KeyForm form, IReadOnlyCollection<(string, string?)> problems,
        CancellationToken stop)
    {
        var keys = await office.ListAsync(gate.Caller, stop);
        string[] scopes = [.. Scopes.All.Where(gate.Caller.Has)];
        return Answer(context, status, "Keys", $"{Mistakes(problems)}{done}{KeyHtml.List(keys)}{KeyHtml.Form(form, scopes)}");
    }

    private static async Task<IResult> ShownAsync(
        HttpContext context, string name, KeyOffice office, Passage gate, int status, string done, IReadOnlyCollection<(string, string?)> problems,
        CancellationToken stop) =>
        await office.FindAsync(gate.Caller, name, stop) is { } key
            ? Answer(context, status, $"Key {key.Name}", $"{Mistakes(problems)}{done}{KeyHtml.Show(key)}")
            : ProblemCatalogue.UnknownKey.Answer();

    private static async Task<(IFormCollection? Form, ProblemHttpResult? Refusal)> FormAsync(HttpContext context, CancellationToken stop) =>
        !context.Request.IsFromOwnPage()
            ? (null, ProblemCatalogue.NotAllowed.Answer("The form was sent from a page of another site. Open this page and send it from there."))
            : await context.Request.FormOrNullAsync(stop) is { } form ? (form, null)
            : (null, ProblemCatalogue.BadRequest.Answer());

    private static List<(string Words, string? Field)> Words(ProblemHttpResult refusal) =>
        refusal.ProblemDetails.Extensions.TryGetValue(ProblemError.Member, out var held) && held is IReadOnlyList<ProblemError> { Count: > 0 } errors
            ? [.. errors.Select(error => (error.Pointer?.Split('/') is [_, var member, ..] && Fields.TryGetValue(member, out var field)
                ? ($"{KeyHtml.Label(field)}: {error.Detail}", (string?)field) : (error.Detail, null)))]
            : [($"{refusal.ProblemDetails.Title}. {refusal.ProblemDetails.Detail}", null)];

    /// <summary>What was written into the form.</summary>
    internal sealed record KeyForm(
        string Name = "", string Sources = "", string Authorities = "", string Requests = "", string Quota = "", string Expires = "")
    {
        internal IReadOnlyList<string> Scopes { get; init; } = [];

        internal static KeyForm Of(IFormCollection form)
        {
            return new(Text("name"), Text("sources"), Text("authorities"), Text("requests"), Text("quota"), Text("expires"))
            {
                Scopes = [.. form["scopes"].OfType<string>()],
            };

            string Text(string field) => form[field].ToString().Trim();
        }

        internal List<(string Words, string? Field)> Errors()
        {
            var errors = new List<(string, string?)>();
            if (Requests.Length > 0 && Number(Requests) is null)
            {
                errors.Add(($"{KeyHtml.Label("requests")}: Must be a whole number.", "requests"));
            }

            if (Quota.Length > 0 && Number(Quota) is null)
            {
                errors.Add(($"{KeyHtml.Label("quota")}: Must be a whole number.", "quota"));
            }

            if (Expires.Length > 0 && Day(Expires) is null)
            {
                errors.Add(($"{KeyHtml.Label("expires")}: Must be a date, YYYY-MM-DD.", "expires"));
            }

            return errors;
        }

        internal NewKey Key() => new(Name, Scopes, Entries(Sources), Entries(Authorities), Number(Requests), Number(Quota), Day(Expires));

        private static string[] Entries(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

        private static int? Number(string text) =>
            int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

        private static DateOnly? Day(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
