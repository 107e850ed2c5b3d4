using System.Text;
using System.Text.Json.Nodes;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>A council's nightly report: one row a case, a column for each date, and names of children that have no place here.</summary>
internal static class Wide
{
    /// <summary>Stands in every personal column.</summary>
    public const string Child = "JaneMarySmithOfStechford";

    public const string Header = "Case reference,Surname,DOB,Date received,Decision,Decision date,Final plan,Team,Officer";

    public static string Row(
        string reference, string receivedOn = "05/01/2026", string decision = "", string decidedOn = "", string planOn = "", string team = "", string officer = "") =>
        $"{reference},{Child},{Child},{receivedOn},{decision},{decidedOn},{planOn},{team},{officer}";

    public static byte[] File(params IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Prepend(Header).Select(row => row + "\r\n")));

    public static JsonObject Mapping(string name, string source, string whenEmpty = "report") => new()
    {
        ["name"] = name,
        ["source"] = source,
        ["authority"] = new JsonObject { ["constant"] = "330" },
        ["caseReference"] = new JsonObject { ["column"] = "case_reference" },
        ["dates"] = "day-first",
        ["facts"] = new JsonArray(
            Fact("request-received", whenEmpty, ("receivedOn", "Date received")),
            new JsonObject
            {
                ["type"] = "assessment-decided",
                ["whenEmpty"] = whenEmpty,
                ["when"] = new JsonArray(new JsonObject { ["column"] = "Decision", ["filled"] = true }),
                ["data"] = new JsonObject
                {
                    ["decision"] = new JsonObject { ["column"] = "Decision", ["codes"] = new JsonObject { ["Yes"] = "assess", ["No"] = "refuse", ["Pending"] = null } },
                    ["notifiedOn"] = new JsonObject { ["column"] = "Decision date" },
                },
            },
            Fact("final-plan-sent", whenEmpty, ("sentOn", "Final plan")),
            Fact("case-assigned", whenEmpty, ("caseOfficer", "Officer"), ("team", "Team"))),
    };

    private static JsonObject Fact(string type, string whenEmpty, params (string Field, string Column)[] data) => new()
    {
        ["type"] = type,
        ["whenEmpty"] = whenEmpty,
        ["data"] = new JsonObject(data.Select(each => KeyValuePair.Create(each.Field, (JsonNode?)new JsonObject { ["column"] = each.Column }))),
    };
}
