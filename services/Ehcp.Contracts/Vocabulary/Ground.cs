using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>The ground of a claim that a limit does not apply.</summary>
[JsonConverter(typeof(CodeConverter<Ground>))]
public enum Ground
{
    /// <summary>A school was closed. Reg. 10(4)(a).</summary>
    [JsonStringEnumMemberName("school-closed")]
    SchoolClosed = 1,

    /// <summary>An early years provider was closed. Reg. 10(4)(b).</summary>
    [JsonStringEnumMemberName("early-years-closed")]
    EarlyYearsClosed,

    /// <summary>Exceptional personal circumstances. Reg. 10(4)(c).</summary>
    [JsonStringEnumMemberName("exceptional-circumstances")]
    ExceptionalCircumstances,

    /// <summary>Absence from the area. Reg. 10(4)(d).</summary>
    [JsonStringEnumMemberName("absent-from-area")]
    AbsentFromArea,

    /// <summary>An appointment was missed. Reg. 8(2).</summary>
    [JsonStringEnumMemberName("appointment-missed")]
    AppointmentMissed,

    /// <summary>Coronavirus. SI 2020/471.</summary>
    [JsonStringEnumMemberName("coronavirus")]
    Coronavirus,
}
