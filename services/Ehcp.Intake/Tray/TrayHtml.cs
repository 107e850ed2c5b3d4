using System.Globalization;
using Ehcp.Intake.Asking;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Sources;
using static Ehcp.Intake.Pages.IntakePage;

namespace Ehcp.Intake.Tray;

/// <summary>What the pages of the tray say.</summary>
internal static class TrayHtml
{
    public static string Overview(List<SourceHealth> sources, List<TrayGroup> groups) => $"""
        <h1>Tray</h1>
        <p>What was refused of your sources, and why. What the events said was not kept: correct it where it came from and send it again, or enter it here.
        What is taken settles what was refused of it by itself.</p>
        <h2>Open</h2>
        {(groups.Count == 0 ? "<p>Nothing is open.</p>" : Table(
            "Open, by source and rule", ["Source", "What is wrong", "How many", "Oldest", "What to do"],
            groups.Select(group => $"<tr><th scope=\"row\">{E(group.Source ?? "Not known")}</th><td><a href=\"{E(Address(group.Source, group.Rule, RejectionStates.Open))}\">{E(RowRules.InWords(group.Rule))}</a></td><td class=\"number\">{N(group.Open)}</td><td>{E(Moment(group.Oldest))}</td><td>{E(RuleAdvice.Of(group.Rule))}</td></tr>\n")))}
        <p><a href="/tray?state=settled">Settled</a>, <a href="/tray?state=replaced">replaced by a later refusal or file</a>, <a href="/tray?state=set-aside">set aside</a></p>
        <h2>Sources</h2>
        {(sources.Count == 0 ? "<p>Nothing has come yet.</p>" : Table(
            "How each source does", ["Source", "Last event", "Last 24 hours", "Refused in 7 days", "Half sent within", "Nine of ten within", "Open"], sources.Select(Row)))}
        <p>The last 24 hours, the running one included, stand beside what is usual in the same hours of the week. How late something is sent is counted from the day it happened, over {ReadSourceHealth.RecentDays} days.</p>
        """;

    public static string Matching(
        string? source, string? rule, string state, IReadOnlyList<Rejection> rows, long? next, IReadOnlyCollection<string> problems) => $"""
        {Problem(problems)}<p><a href="/tray">Back to the tray</a></p>
        <h1>{E(rule is null ? Heading(state) : RowRules.InWords(rule))}</h1>
        {(rule is null ? "" : $"<p>{E(RuleAdvice.Of(rule))}</p>")}
        {(rows.Count == 0 ? "<p>There is nothing here.</p>" : Table(
            source is null ? Heading(state) : $"{Heading(state)}, source {source}", ["Refused", "What", "Type of event", "Where", "State"], rows.Select(Row)))}
        {(next is { } after ? $"<p><a href=\"{E(Address(source, rule, state, after))}\">Older ones</a></p>" : "")}
        {(state == RejectionStates.Open && source is not null && rows.Count > 0 ? SetAside("/tray/set-aside", source, rule, rows[0].Number, "Set all of them aside") : "")}
        """;

    public static string One(Rejection rejection, RefusedEvent refused, string send, IReadOnlyCollection<string> problems) => $"""
        {Problem(problems)}<p><a href="/tray">Back to the tray</a></p>
        <h1>Refused {(refused.Line is { } line ? $"row, line {line}" : "event")}</h1>
        <p class="state" role="status">{E(State(refused))}</p>
        <dl class="facts">
        <div><dt>Refused</dt><dd>{E(Moment(refused.At))}</dd></div>
        <div><dt>Source</dt><dd>{E(refused.Source ?? "Not known: it could not be read, or breaks a rule itself")}</dd></div>
        {(refused.Line is null ? $"<div><dt>Event id</dt><dd>{E(refused.Id ?? "Not known: it could not be read, or breaks a rule itself")}</dd></div>" : "")}
        <div><dt>Type of event</dt><dd>{E(refused.Type is { } type ? PlainNames.OfType(type) : "Not known")}</dd></div>
        <div><dt>Sent with the key</dt><dd>{E(rejection.ApiKey)}</dd></div>
        {(refused.ImportId is { } import ? $"<div><dt>File</dt><dd><a href=\"/imports/{import}\">The report of the file</a></dd></div>" : "")}
        </dl>
        {Table("What is wrong", ["Where", "What is wrong", "What to do"], refused.Errors.Select(error =>
            $"<tr><th scope=\"row\">{E(error.Column ?? PlainNames.OfPlace(error.Pointer))}</th><td>{E(RowRules.InWords(error.Rule))}</td><td>{E(RuleAdvice.Of(error.Rule))}</td></tr>\n"))}
        {(refused.State == RejectionStates.Open ? send + SetAside($"/tray/{refused.Number}/set-aside", null, null, null, "Set it aside") : "")}
        """;

    /// <summary>To send an event in the place of the one that was refused.</summary>
    public static string SendForm(long number, string type, string fields) => $"""
        <h2>Send it corrected</h2>
        <p>It goes through the same rules as every event, with the rights of your key. Nothing of what you enter is kept unless it is taken.</p>
        <form method="post" action="/tray/{number}">
        <input type="hidden" name="type" value="{E(type)}">
        {fields}<button>Send the event</button>
        </form>
        """;

    /// <summary>To say what kind of event it was, where that could not be read.</summary>
    public static string TypeForm(long number, IEnumerable<string> types) => $"""
        <h2>Send it corrected</h2>
        <form method="get" action="/tray/{number}">
        <div class="group"><label class="name" for="type">What kind of event is it?</label>
        <select id="type" name="type">{string.Concat(types.Select(type => $"<option value=\"{E(type)}\">{E(PlainNames.OfType(type))}</option>"))}</select></div>
        <button>Continue</button>
        </form>
        """;

    /// <summary>To send corrected rows of a file again.</summary>
    public static string RowsForm(ImportRecord import) => $"""
        <h2>Send the row corrected</h2>
        <p>The file was not kept. Correct the row in the sending system, and the next file settles it; or send a small CSV file here: the header of your file and the
        corrected rows, no others. Rows that are not in it are left as they are.</p>
        <form method="post" action="/imports" enctype="multipart/form-data">
        <input type="hidden" name="mapping" value="{E(import.Mapping)}"><input type="hidden" name="source" value="{E(import.Source)}">{(import.Authority.Length > 0 ? $"<input type=\"hidden\" name=\"authority\" value=\"{E(import.Authority)}\">" : "")}
        <input type="hidden" name="extract" value="changes">
        <fieldset>
        <legend>What do you want to do?</legend>
        <label class="choice"><input type="radio" name="dryRun" value="true" checked> Try it: nothing is sent</label>
        <label class="choice"><input type="radio" name="dryRun" value="false"> Send it</label>
        </fieldset>
        <div class="group"><label class="name" for="file">File with the header and the corrected rows</label>
        <input id="file" name="file" type="file" accept=".csv,.txt,text/csv" required></div>
        <button>Continue</button>
        </form>
        """;

    public static string Address(string? source, string? rule, string state, long? after = null) => "/tray" + QueryString.Create(
        new Dictionary<string, string?> { ["state"] = state, ["source"] = source, ["rule"] = rule, ["after"] = after?.ToString(CultureInfo.InvariantCulture) }
            .Where(pair => pair.Value is not null));

    private static string SetAside(string action, string? source, string? rule, long? upTo, string button) => $"""
        <h2>Nothing will be sent in its place?</h2>
        <form method="post" action="{E(action)}">
        {Hidden("source", source)}{Hidden("rule", rule)}{Hidden("upTo", upTo?.ToString(CultureInfo.InvariantCulture))}
        <div class="group"><label class="name" for="reason">Why</label>
        <select id="reason" name="reason"><option value=""></option>{string.Concat(SetAsideReasons.All.Select(one => $"<option value=\"{E(one.Reason)}\">{E(one.Words)}</option>"))}</select></div>
        <button class="second">{E(button)}</button>
        </form>
        """;

    private static string Hidden(string name, string? value) => value is null ? "" : $"<input type=\"hidden\" name=\"{name}\" value=\"{E(value)}\">";

    private static string Row(SourceHealth source) => $"""
        <tr><th scope="row">{E(source.Source)}</th><td>{E(source.LastEventAt is { } at ? Moment(at) : "Never")}{(source.SilentSince is null ? "" : ", silent since")}</td><td>{N(source.Last24Hours.Events)} of usually {source.Last24Hours.Usual.ToString("0.#", CultureInfo.InvariantCulture)}</td><td>{N(source.Refused)}{(source.RefusedShare is > 0 and var share ? $", {share.ToString("P1", CultureInfo.InvariantCulture)}" : "")}</td><td>{Days(source.Lateness, source.Lateness.MedianDays)}</td><td>{Days(source.Lateness, source.Lateness.NinetiethDays)}</td><td class="number">{N(source.Open)}</td></tr>

        """;

    private static string Days(SourceLateness lateness, int? days) =>
        lateness.Events == 0 ? "Not known" : days switch { null => "more than a year", 0 => "the same day", 1 => "1 day", _ => $"{days} days" };

    private static string Row(Rejection rejection)
    {
        var refused = RefusedEvent.Of(rejection);
        var what = refused.Line is { } line ? $"Line {line} of a file" : refused.Id ?? "Event without a readable id";
        var places = refused.Errors.Select(error => error.Column ?? PlainNames.OfPlace(error.Pointer)).Distinct();
        return $"""
            <tr><td>{E(Moment(refused.At))}</td><td><a href="/tray/{refused.Number}">{E(what)}</a></td><td>{E(refused.Type is { } type ? PlainNames.OfType(type) : "Not known")}</td><td>{E(string.Join(", ", places))}</td><td>{E(State(refused))}</td></tr>

            """;
    }

    private static string Heading(string state) => state switch
    {
        RejectionStates.Open => "Open",
        RejectionStates.Settled => "Settled",
        RejectionStates.Replaced => "Replaced by a later refusal or file",
        _ => "Set aside",
    };

    private static string State(RefusedEvent refused) => refused.State switch
    {
        RejectionStates.Settled when refused.SettledBy is { } sequence => $"Settled on {Moment(refused.StateAt!.Value)} by event {sequence}",
        RejectionStates.Settled => $"Settled on {Moment(refused.StateAt!.Value)}: a later file had the row, and it was taken",
        RejectionStates.Replaced => $"Replaced on {Moment(refused.StateAt!.Value)}: the same was refused again, or a later file was read whole",
        RejectionStates.SetAside =>
            $"Set aside on {Moment(refused.StateAt!.Value)} with the key {refused.SetAsideBy}: {SetAsideReasons.InWords(refused.SetAsideReason ?? "")}",
        _ => "Open",
    };
}
