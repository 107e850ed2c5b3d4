using System.Collections.Frozen;
using Ehcp.Intake.Events;
using Ehcp.Intake.Importing;

namespace Ehcp.Intake.Tray;

/// <summary>What to do about something that was refused, in words for whoever looks after the sending system.</summary>
internal static class RuleAdvice
{
    private const string Personal = "Take it out of the sending system's field, or out of the mapping, and send it again. It was not kept here.";
    private const string Program = "Show it to whoever wrote the program that sends: it is not for the case worker to mend.";
    private const string Key = "Ask whoever runs this service for a key of this source and authority, or send with the right key.";
    private const string Correct = "Correct the value in the sending system and send it again, or enter it here.";

    private static readonly FrozenDictionary<string, string> ByRule = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Rules.Json.Name] = Program,
        [Rules.Required.Name] = "Fill the field in the sending system and send it again, or enter it here.",
        [Rules.Kind.Name] = Program,
        [Rules.Unknown.Name] = "Take the field out of what is sent. Only the fields of the documentation are taken, so that no name gets in.",
        [Rules.Duplicate.Name] = Program,
        [Rules.SpecVersion.Name] = Program,
        [Rules.Type.Name] = Program,
        [Rules.Pattern.Name] = Correct,
        [Rules.Upn.Name] = Personal,
        [Rules.NhsNumber.Name] = Personal,
        [Rules.NiNumber.Name] = Personal,
        [Rules.PhoneNumber.Name] = Personal,
        [Rules.BirthDate.Name] = Personal,
        [Rules.Postcode.Name] = Personal,
        [Rules.Time.Name] = Program,
        [Rules.TimeAhead.Name] = "Set the clock of the sending machine, and send it again.",
        [Rules.MediaType.Name] = Program,
        [Rules.Base64.Name] = Program,
        [Rules.Code.Name] = "Choose one of the listed codes. If the sending system has a word of its own for it, add that word to the mapping.",
        [Rules.Items.Name] = Correct,
        [Rules.Date.Name] = Correct,
        [Rules.TooEarly.Name] = Correct,
        [Rules.InFuture.Name] = "Correct the date, or wait for the day: what has not happened cannot be told.",
        [Rules.TooFarAhead.Name] = Correct,
        [Rules.Authority.Name] = "Use the authority's ONS code, such as E08000025, or its DfE code, such as 330.",
        [Rules.AuthorityEnded.Name] = "Send it for the authority that took over.",
        [Rules.AuthorityNotBegun.Name] = "Send it for the authority that it was on that day.",
        [Rules.Successor.Name] = Correct,
        [Rules.Number.Name] = Correct,
        [Rules.SourceNotAllowed.Name] = Key,
        [Rules.AuthorityNotAllowed.Name] = Key,
        [Rules.Conflict.Name] = "Give the corrected event an id of its own: one that was taken never changes. If both say the same, set it aside.",
        [Rules.TooLarge.Name] = "Send it in smaller parts.",
        [Rules.TooManyEvents.Name] = "Send it in smaller parts.",
        [Rules.Envelope.Name] = Program,
        [Rules.Sender.Name] = "Ask whoever runs the message broker and this service to give the broker's user and a key the same name.",
        [Rules.Unrecordable.Name] = "Tell whoever runs this service: its log says more.",
        [RowRules.Columns.Name] = "Look at the line of the file: a quotation mark or a separator is missing, or one too many.",
        [RowRules.RowKey.Name] = "Fill the column that the row is known by.",
        [RowRules.RowTwice.Name] = "Take one of the rows out, or name a column more in the mapping by which rows are known.",
        [RowRules.FactTwice.Name] = "Look at the mapping: the row would tell the same thing twice.",
        [RowRules.DateOrder.Name] = "Say in the mapping whether dates begin with the day or with the month.",
        [RowRules.CodeNotMapped.Name] = "Add the word that stands in this column to the codes of the mapping.",
        [RowRules.ValueGone.Name] = "If it was wrong, take the event back; if it was emptied by mistake, fill it again. Else set it aside.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What to do where this rule was broken.</summary>
    public static string Of(string rule) => ByRule.GetValueOrDefault(rule, Correct);

    /// <summary>Whether something is said of this very rule.</summary>
    public static bool Has(string rule) => ByRule.ContainsKey(rule);
}
