using System.Globalization;
using Ehcp.Hosting.Keys;
using static Ehcp.Hosting.Pages.PlainPage;

namespace Ehcp.Hosting.KeyManagement;

/// <summary>What stands on the pages of keys.</summary>
internal static class KeyHtml
{
    /// <summary>What a field of the forms is called.</summary>
    internal static string Label(string field) => field switch
    {
        "name" => "Name",
        "scopes" => "What it may do",
        "sources" => "Sources",
        "authorities" => "Local authorities",
        "requests" => "Requests a minute",
        "quota" => "Daily quota",
        "expires" => "Last day",
        "grace" => "Days that the old key still works",
        _ => "",
    };

    /// <summary>The one time that a secret is shown.</summary>
    internal static string Secret(string done, string secret) => $"""
        <div class="done" role="status"><h2>{Encode(done)}</h2>
        <p>Copy it now and keep it safe. It cannot be shown again.</p>
        <p><code>{Encode(secret)}</code></p></div>

        """;

    internal static string List(IReadOnlyCollection<ListedKey> keys) => $"""
        <h1>Keys</h1>
        <p>Programs show a key to this service. You see the keys that may do no more than your own.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Keys"><table>
        <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">May do</th><th scope="col">Last day</th><th scope="col">Last used</th><th scope="col">Used today</th></tr></thead>
        <tbody>{string.Concat(keys.Select(Row))}</tbody>
        </table></div>

        """;

    internal static string Show(ListedKey key) => $"""
        <p><a href="{KeyPages.Path}">All keys</a></p>
        <h1>Key {Encode(key.Name)}</h1>
        <div class="scroll" tabindex="0" role="region" aria-label="About this key"><table>
        <tbody>
        {Line("State", State(key))}{Line("May do", string.Join(", ", key.Scopes))}{Line("Sources", Names(key.Sources))}{Line("Local authorities", Names(key.Authorities))}{Line("Requests a minute", Number(key.RequestsPerMinute))}{Line("Daily quota", Number(key.DailyQuota))}{Line("Last day", Day(key))}{Line("Last used", LastUsed(key))}{Line("Made", key.CreatedAt is { } made ? $"{Moment(made)} by {key.CreatedBy}" : "in the settings")}{(key.OldSecretUntil is { } until ? Line("The old key still works until", Moment(until)) : "")}{(key.RevokedAt is { } at ? Line("Revoked", $"{Moment(at)} by {key.RevokedBy}") : "")}</tbody>
        </table></div>
        {(key.KeptIn == KeyOffice.InTable && key.State != KeyStates.Revoked ? Acts(key.Name) : "")}
        """;

    internal static string Form(KeyPages.KeyForm form, IReadOnlyCollection<string> scopes) => $"""
        <h2>Make a key</h2>
        <form method="post" action="{KeyPages.Path}">
        {Text("name", "What logs and records call it: letters, digits, dots, hyphens and underscores. It is never given again.", form.Name)}
        <fieldset id="scopes" tabindex="-1">
        <legend>{Label("scopes")}</legend>
        {string.Concat(scopes.Select(scope => $"<label class=\"choice\"><input type=\"checkbox\" name=\"scopes\" value=\"{Encode(scope)}\"{(form.Scopes.Contains(scope) ? " checked" : "")}> {Encode(scope)}: {Encode(Meaning(scope))}</label>\n"))}</fieldset>
        {Text("sources", "Of which sources it may send events, with a comma between; * for all.", form.Sources)}
        {Text("authorities", "Whose cases it is for: codes such as E08000025 or 330, with a comma between; * for all.", form.Authorities)}
        {Text("requests", "How many requests a minute are taken. Leave it empty for any number.", form.Requests)}
        {Text("quota", "How much it may do on one day. Leave it empty for any amount.", form.Quota)}
        {Text("expires", "The last day on which it works, YYYY-MM-DD. Leave it empty for no end.", form.Expires)}
        <button>Make the key</button>
        </form>
        """;

    private static string Acts(string name) => $"""
        <h2>Give it a new secret</h2>
        <form method="post" action="{KeyPages.Path}/{Uri.EscapeDataString(name)}/rotate">
        {Text("grace", "0 to 90. With 0 the old key stops at once.", "7")}
        <button>Make a new secret</button>
        </form>
        <h2>Revoke it</h2>
        <form method="post" action="{KeyPages.Path}/{Uri.EscapeDataString(name)}/revoke">
        <label class="choice"><input type="checkbox" id="sure" name="sure" value="yes"> I am sure. Whoever uses this key is shut out, and it never works again</label>
        <button class="warning">Revoke the key</button>
        </form>
        """;

    private static string Row(ListedKey key) =>
        $"<tr><td><a href=\"{KeyPages.Path}/{Uri.EscapeDataString(key.Name)}\">{Encode(key.Name)}</a></td><td>{Encode(State(key))}</td>"
        + $"<td>{Encode(string.Join(", ", key.Scopes))}</td><td>{Encode(Day(key))}</td><td>{Encode(LastUsed(key))}</td>"
        + $"<td class=\"number\">{Encode(key.UsedToday is { } used ? used.ToString("N0", CultureInfo.InvariantCulture) : "not counted")}</td></tr>\n";

    private static string Line(string name, string value) => $"<tr><th scope=\"row\">{Encode(name)}</th><td>{Encode(value)}</td></tr>\n";

    private static string Text(string field, string hint, string value) => $"""
        <div class="group">
        <label class="name" for="{field}">{Encode(Label(field))}</label>
        <p class="hint" id="{field}-hint">{Encode(hint)}</p>
        <input id="{field}" name="{field}" type="text" autocomplete="off" value="{Encode(value)}" aria-describedby="{field}-hint">
        </div>
        """;

    private static string State(ListedKey key) => key.State switch
    {
        KeyStates.Expiring => "ends soon",
        KeyStates.Shadowed => "opens nothing: the settings have a key of the same name",
        KeyStates.Active when key.KeptIn != KeyOffice.InTable => "active, kept in the settings",
        var state => state,
    };

    private static string Day(ListedKey key) => key.ExpiresOn is { } day ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "no end";

    private static string LastUsed(ListedKey key) => key.LastUsedAt is { } at ? Moment(at) : key.KeptIn == KeyOffice.InTable ? "never" : "not known";

    private static string Names(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "none" : names.Contains(ApiKeySettings.Every) ? "all" : string.Join(", ", names);

    private static string Number(int? number) => number is { } most ? most.ToString("N0", CultureInfo.InvariantCulture) : "any";

    private static string Meaning(string scope) => scope switch
    {
        Scopes.SendEvents => "send events, and see what became of them",
        Scopes.ReadCases => "read cases and alerts",
        Scopes.Acknowledge => "acknowledge alerts",
        Scopes.ReadFigures => "read figures, without any case",
        Scopes.Admin => "look after mails, officers and cases",
        Scopes.Operate => "look after messages, errors and keys",
        Scopes.ReadMetrics => "read metrics of the service",
        Scopes.ReadAccess => "read who has seen which case",
        Scopes.PublishFigures => "publish figures",
        Scopes.ReadPublic => "read published figures",
        _ => "",
    };
}
