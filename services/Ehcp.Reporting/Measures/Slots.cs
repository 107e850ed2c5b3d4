using System.Collections.Immutable;
using System.Text.Json;

namespace Ehcp.Reporting.Measures;

/// <summary>Outcome and flags of what is counted as one number, which is a column of the sums. The numbers are stored.</summary>
/// <param name="Outcome">The outcome's number, for the database.</param>
/// <param name="Outcomes">Their names in answers, by their numbers.</param>
/// <param name="Exempt">Added where an exemption is claimed on the final plan; 0 where that is not told apart.</param>
/// <param name="Disputed">Added where there was mediation or a tribunal before the plan; 0 where that is not told apart.</param>
internal sealed record Slots(string Outcome, ImmutableArray<string> Outcomes, int Exempt, int Disputed)
{
    /// <summary>How many columns the sums have.</summary>
    internal const int Columns = 16;

    /// <summary>So many slots share a sum of days: those that differ by outcome only, where a measure has a mean.</summary>
    internal const int ShareDays = 4;

    /// <summary>The slot, for the database.</summary>
    internal string Sql => string.Join(
        "\n+ ",
        new[]
        {
            Outcome,
            Exempt == 0 ? null : $"case when request.exemption_claimed then {Exempt} else 0 end",
            Disputed == 0 ? null : $"case when request.after_mediation_or_tribunal then {Disputed} else 0 end",
        }.OfType<string>());

    internal static Slots Of<TOutcome>(string outcome, int exempt = 0, int disputed = 0)
        where TOutcome : struct, Enum => new(outcome, [.. Enum.GetNames<TOutcome>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)], exempt, disputed);

    /// <summary>The outcome's number.</summary>
    internal int OutcomeOf(int slot) => slot & ~(Exempt | Disputed);

    internal bool IsExempt(int slot) => (slot & Exempt) != 0;

    internal bool IsDisputed(int slot) => (slot & Disputed) != 0;

    /// <summary>The outcome as it is written in an answer.</summary>
    internal string Name(int slot) => Outcomes[OutcomeOf(slot)];
}
