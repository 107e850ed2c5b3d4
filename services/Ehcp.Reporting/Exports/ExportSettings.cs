using System.ComponentModel.DataAnnotations;

namespace Ehcp.Reporting.Exports;

/// <summary><c>Ehcp:Exports</c>: what files for others say of who made them.</summary>
internal sealed class ExportSettings
{
    internal const string Section = "Ehcp:Exports";

    /// <summary>Who publishes them. Unless set, the authority whose figures they are.</summary>
    [StringLength(200)]
    public string? Publisher { get; set; }

    /// <summary>Address of the licence. Without one the files say that there is none.</summary>
    [Url]
    public string? Licence { get; set; }
}
