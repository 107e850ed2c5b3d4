using System.ComponentModel.DataAnnotations;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary><c>Ehcp:Public</c>.</summary>
public sealed class PublicSettings
{
    internal const string Section = "Ehcp:Public";

    /// <summary>Whether anybody may read published editions, without a key. What is not published nobody may.</summary>
    public bool Enabled { get; set; }

    /// <summary>Counts from 1 to one less than this are never published.</summary>
    [Range(3, 100)]
    public int Threshold { get; set; } = 5;

    /// <summary>Counts are rounded to a multiple of this, and shares worked out from the rounded counts; 1 for none.</summary>
    [Range(1, 100)]
    public int RoundTo { get; set; } = 1;
}
