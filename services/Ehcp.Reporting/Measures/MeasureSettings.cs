using System.ComponentModel.DataAnnotations;

namespace Ehcp.Reporting.Measures;

/// <summary><c>Ehcp:Figures</c>. What the law and DfE leave open, and a council must decide; every answer says how.</summary>
public sealed class MeasureSettings
{
    internal const string Section = "Ehcp:Figures";

    /// <summary>
    /// Whether plans sent after mediation or a tribunal are in the rates of plans issued: <c>count</c> or <c>leave-out</c>. DfE has not published which;
    /// both numbers are always shown.
    /// </summary>
    [RegularExpression("count|leave-out", ErrorMessage = "Ehcp:Figures:MediationAndTribunal is neither count nor leave-out.")]
    public string MediationAndTribunal { get; set; } = "count";

    internal bool LeavesOutDisputed => MediationAndTribunal == "leave-out";
}
