using System.Text.Json.Serialization;

namespace Ehcp.Intake.Mappings;

/// <summary>What a file holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExtractKind>))]
public enum ExtractKind
{
    /// <summary>Every row there is: one that is missing has vanished, and is told of.</summary>
    [JsonStringEnumMemberName("full")]
    Full,

    /// <summary>Only rows that changed: one that is missing says nothing.</summary>
    [JsonStringEnumMemberName("changes")]
    Changes,
}

/// <summary>The order of the numbers of a date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MappedDates>))]
public enum MappedDates
{
    /// <summary>05/01/2026 is the fifth of January.</summary>
    [JsonStringEnumMemberName("day-first")]
    DayFirst,

    /// <summary>05/01/2026 is the first of May.</summary>
    [JsonStringEnumMemberName("month-first")]
    MonthFirst,
}

/// <summary>What happens when a row no longer tells what it told.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmptyValue>))]
public enum EmptyValue
{
    /// <summary>The report says so. What was told stands.</summary>
    [JsonStringEnumMemberName("report")]
    Report,

    /// <summary>What was told is taken back.</summary>
    [JsonStringEnumMemberName("retract")]
    Retract,
}

/// <summary>How a value is read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MappedReading>))]
public enum MappedReading
{
    /// <summary>As a date, written YYYY-MM-DD.</summary>
    [JsonStringEnumMemberName("date")]
    Date,

    /// <summary>The year of a date, written YYYY.</summary>
    [JsonStringEnumMemberName("year")]
    Year,

    /// <summary>Month and day of a date, written MM-DD, as its codes name it.</summary>
    [JsonStringEnumMemberName("month-and-day")]
    MonthAndDay,
}
