using System.ComponentModel.DataAnnotations;
using Ehcp.Hosting.Passes;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.BankHolidays;

/// <summary><c>Ehcp:BankHolidays</c>. Without a source the list of the build is used, and nothing is fetched.</summary>
public sealed class BankHolidaySettings
{
    public const string Section = "Ehcp:BankHolidays";

    /// <summary>A file's path, or an https address such as <c>https://www.gov.uk/bank-holidays.json</c>; what it holds is that feed's JSON.</summary>
    public string? Source { get; set; }

    /// <summary>How often the source is read.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The pace of who reads it: a source that fails is tried again for some minutes, and then as often as ever.</summary>
    public Pace Pace => new(Every) { LongestPause = TimeSpan.FromMinutes(10), Severity = LogLevel.Error };
}
