using Ehcp.Contracts;

namespace Ehcp.Intake.Tests.Events;

/// <summary>An authority does things from its first day to its last, and its cases go to those that took over.</summary>
public sealed class AuthorityDayTests(RunningIntake intake) : RuleTest(intake)
{
    // Northamptonshire ended on 31 March 2021; North and West Northamptonshire (940, 941) took over.
    [Theory]
    [InlineData("request-received", "receivedOn", "E10000021", "2021-03-31", null)]
    [InlineData("request-received", "receivedOn", "E10000021", "2021-04-01", "authority-ended")]
    [InlineData("request-received", "receivedOn", "928", "2021-04-01", "authority-ended")]
    [InlineData("request-received", "receivedOn", "940", "2021-04-01", null)]
    [InlineData("request-received", "receivedOn", "940", "2021-03-31", "authority-not-begun")]
    [InlineData("reassessment-requested", "receivedOn", "928", "2021-04-01", "authority-ended")]
    [InlineData("reassessment-requested", "receivedOn", "E06000062", "2021-03-31", "authority-not-begun")]
    [InlineData("plan-transferred-in", "transferredOn", "928", "2021-04-01", "authority-ended")]
    [InlineData("final-plan-sent", "sentOn", "928", "2021-03-31", null)]
    [InlineData("final-plan-sent", "sentOn", "928", "2021-04-01", "authority-ended")]
    [InlineData("final-plan-sent", "sentOn", "941", "2021-03-31", "authority-not-begun")]
    [InlineData("final-plan-sent", "signedOn", "928", "2021-04-01", null)] // only the day of what was done itself
    [InlineData("phase-transfer-due", "transferOn", "928", "2021-09-01", null)] // what lies ahead is for whoever is there then
    public async Task An_authority_does_nothing_before_its_first_day_or_after_its_last(string type, string field, string authority, string date, string? rule)
    {
        var one = Good(type).WithData("authority", authority);
        var own = FactCatalogue.All.Single(known => known.Name == type).Fields.Where(other => other.Rule.Kind == FieldKind.Date && other.Rule.IsRequired);
        await ExpectAsync(own.Aggregate(one, (so, other) => so.WithData(other.Name, authority == "928" ? "2021-03-31" : "2021-04-01"))
            .WithData(field, date), rule, "/data/" + field);
    }

    [Theory]
    [InlineData(
        "909", "2023-04-01", "Must not be after the last day of this authority, 2023-03-31. Send it for Cumberland (942) or Westmorland and Furness (943).")]
    [InlineData("943", "2023-03-31", "Must not be before the first day of this authority, 2023-04-01. Send it for Cumbria (909).")]
    public async Task Who_is_refused_so_is_told_where_to_send_it(string authority, string receivedOn, string told)
    {
        var answer = await Intake.SendAsync(Given.ARequest(receivedOn).WithData("authority", authority));

        Assert.Equal(422, answer.Status);
        Assert.Equal(told, (string?)answer.Json["errors"]![0]!["detail"]);
    }

    [Theory]
    [InlineData("928", "2021-03-31", "940", "EHC-7", null, "successor")]
    [InlineData("928", "2021-03-31", "E06000062", null, null, "successor")]
    [InlineData("928", "2021-03-31", "330", null, "successor", "successor")] // Birmingham took over from nobody
    [InlineData("330", "2021-03-31", "331", null, "successor", "successor")]
    [InlineData("928", "2021-03-31", "999", null, "authority", "successor")]
    [InlineData("928", "2021-04-01", "940", null, "authority-ended", "heldTo")]
    [InlineData("928", "2021-03-31", "940", "-7", "pattern", "successorReference")]
    [InlineData("928", "2021-03-31", "940", "A12345678901B", "upn", "successorReference")]
    public async Task A_case_passes_on_only_to_who_took_over(
        string authority, string heldTo, string successor, string? reference, string? rule, string field) =>
        await ExpectAsync(
            Good("case-passed-on").WithData("authority", authority).WithData("heldTo", heldTo).WithData("successor", successor)
                .WithData("successorReference", reference),
            rule, "/data/" + field);
}
