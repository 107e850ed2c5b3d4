using Ehcp.Deadlines;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;

namespace Ehcp.Scheduler.Calculator;

/// <summary>What the API description says of the calculator.</summary>
internal static class CalculatorTexts
{
    internal static RouteText CalculateDeadlines { get; } = new(
        nameof(CalculateDeadlines), "Calculator", "Work out the deadlines that one event would start",
        "Open without a key; nothing is stored. Beside trigger and on it takes every field that the data of such an event has, by its name (GET /v1/schemas of "
            + "Intake), "
        + "for example route or year. Other names are refused.")
    {
        NamesVary = true,
        Parameters =
        [
            new("trigger", Takes.OneOf(StatutoryTimetable.Shipped.TriggerDateField.Keys.Order(StringComparer.Ordinal)), "What happens.", "request-received")
            {
                Required = true,
            },
            new("on", Takes.Text(100), "The day it happens, YYYY-MM-DD. The field of the event that has it may be given in its place.", "2026-01-05"),
        ],
        Answers =
        [
            new(
                200, "The deadlines", typeof(CalculatedDeadlines),
                """
                { "trigger": "request-received", "on": "2026-01-05", "deadlines": [{ "milestone": "final-plan", "clock": "request-1", "lastDay": "2026-05-25",
                  "lastWorkingDay": "2026-05-22", "rule": { "id": "final-plan-20-weeks", "shape": "weeks-after", "length": 20, "unit": "weeks" },
                  "citation": "SEND Regulations 2014, regulation 13(2)", "explanation": "The request was received on 5 January 2026.",
                  "note": null }], "cannotCompute": [] }
                """),
        ],
    };
}
