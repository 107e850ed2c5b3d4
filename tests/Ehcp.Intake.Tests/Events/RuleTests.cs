using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Intake.Tests.Events;

/// <summary>Each rule from both sides. Now is 23:30 UTC on 15 July 2026, so in London it is the 16th.</summary>
public sealed class RuleTests(RunningIntake intake) : RuleTest(intake)
{
    private const string Long64 = "a234567890123456789012345678901234567890123456789012345678901234";

    [Theory]
    [InlineData("specversion", "1.0", null)]
    [InlineData("specversion", "1.1", "specversion")]
    [InlineData("id", Long64 + "", null)]
    [InlineData("id", Long64 + "5", "pattern")]
    [InlineData("id", "a b", "pattern")]
    [InlineData("id", "export:H801200001001", "upn")] // proves itself by its check letter
    [InlineData("id", "export:K801200001001", null)]
    [InlineData("source", "urn:child:4010232137", "nhs-number")]
    [InlineData("id", "a\n", "pattern")] // '$' of a regular expression stops before it
    [InlineData("id", "a\0", "pattern")]
    [InlineData("id", "", "required")]
    [InlineData("source", "/councils/birmingham?system=synergy", null)]
    [InlineData("source", "a b", "pattern")]
    [InlineData("source", "jörg", "pattern")]
    [InlineData("type", "ehcp.request-received.v2", "type")]
    [InlineData("type", "ehcp.Request-Received.v1", "type")]
    [InlineData("subject", "EHC-2026.1_a:b", null)]
    [InlineData("subject", "-EHC", "pattern")]
    [InlineData("subject", Long64 + "5", "pattern")]
    [InlineData("subject", "A12345678901B", "upn")]
    [InlineData("subject", "a123456789012", "upn")]
    [InlineData("subject", "A1234567890B", null)] // a digit short
    [InlineData("subject", "EHC-H801200001001", "upn")]
    [InlineData("subject", "4010232137", "nhs-number")]
    [InlineData("time", "2026-07-01T10:30:00.1234567+01:00", null)]
    [InlineData("time", "2026-07-01t09:30:00z", null)]
    [InlineData("time", "2026-07-15T23:35:00Z", null)] // 5 minutes ahead
    [InlineData("time", "2026-07-15T23:35:00.000001Z", "time-ahead")]
    [InlineData("time", "2026-07-16T00:35:00+01:00", null)]
    [InlineData("time", "2026-07-01T09:30:00", "time")] // no offset
    [InlineData("time", "2026-07-01 09:30:00Z", "time")]
    [InlineData("time", "2026-07-01T09:30Z", "time")]
    [InlineData("time", "2026-02-29T09:30:00Z", "time")]
    [InlineData("time", "2026-07-01T24:00:00Z", "time")]
    [InlineData("time", "2026-07-01T09:30:00.Z", "time")]
    [InlineData("time", "0001-01-01T00:00:00+01:00", "time")]
    [InlineData("time", "Wed, 01 Jul 2026 09:30:00 GMT", "time")]
    [InlineData("datacontenttype", "application/json", null)]
    [InlineData("datacontenttype", "application/json; charset=utf-8", null)]
    [InlineData("datacontenttype", "text/xml", "media-type")]
    [InlineData("datacontenttype", "application/json; child=Jane", "media-type")]
    [InlineData("datacontenttype", "application/json; charset=\"Jane Doe\"", "media-type")]
    [InlineData("dataschema", "urn:ehcp:schema:ehcp.request-received.v1", null)]
    [InlineData("dataschema", "a b", "pattern")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)]
    [InlineData("traceparent", "00-1", "pattern")]
    [InlineData("tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", null)]
    [InlineData("tracestate", "Jane Doe", "pattern")]
    [InlineData("correlationid", "batch-7", null)]
    [InlineData("correlationid", "Jane Doe", "pattern")]
    [InlineData("correlationid", "401-023-2137", "nhs-number")]
    [InlineData("childname", "Jane", "unknown")]
    [InlineData("data_base64", "e30=", "base64")]
    public async Task An_attribute_keeps_its_rule(string attribute, string value, string? rule) =>
        await ExpectAsync(Given.ARequest().With(attribute, value), rule, "/" + attribute);

    [Theory]
    [InlineData("request-received", "receivedOn", "2014-09-01", null)]
    [InlineData("request-received", "receivedOn", "2014-08-31", "too-early")]
    [InlineData("request-received", "receivedOn", "2026-07-16", null)] // today in London, tomorrow in UTC
    [InlineData("request-received", "receivedOn", "2026-07-17", "in-future")]
    [InlineData("request-received", "receivedOn", "2026-02-29", "date")]
    [InlineData("request-received", "receivedOn", "2026-7-1", "date")]
    [InlineData("request-received", "receivedOn", "01/07/2026", "date")]
    [InlineData("request-received", "receivedOn", "2026-07-01T00:00:00Z", "date")]
    [InlineData("request-received", "route", "detained", null)]
    [InlineData("request-received", "route", "Detained", "code")]
    [InlineData("request-received", "requestId", Long64, null)]
    [InlineData("request-received", "requestId", "", "pattern")]
    [InlineData("request-received", "requestId", "a/b", "pattern")]
    [InlineData("request-received", "authority", "330", null)]
    [InlineData("request-received", "authority", "E10000002", null)] // Buckinghamshire as it was
    [InlineData("request-received", "authority", "E12000005", "authority")] // a region
    [InlineData("request-received", "authority", "E92000001", "authority")] // England
    [InlineData("request-received", "authority", "W06000015", "authority")] // Cardiff
    [InlineData("request-received", "authority", "e08000025", "authority")]
    [InlineData("move-notified", "movesOn", "2029-07-16", null)]
    [InlineData("move-notified", "movesOn", "2029-07-17", "too-far-ahead")]
    [InlineData("move-notified", "awareOn", "2026-07-17", "in-future")]
    [InlineData("plan-transferred-in", "oldAuthority", "825", null)]
    [InlineData("plan-transferred-in", "oldAuthority", "999", "authority")]
    [InlineData("case-assigned", "team", "SEN & Inclusion (North/East) - O'Neill", null)]
    [InlineData("case-assigned", "team", "Ynys Môn", null)]
    [InlineData("case-assigned", "team", "a23456789012345678901234567890123456789012345678901234567890", null)]
    [InlineData("case-assigned", "team", "a234567890123456789012345678901234567890123456789012345678901", "pattern")]
    [InlineData("case-assigned", "team", " North", "pattern")]
    [InlineData("case-assigned", "team", "jo@example.org", "pattern")]
    [InlineData("case-assigned", "team", "North B1 1BB", "postcode")]
    [InlineData("case-assigned", "team", "sw1a1aa", "postcode")]
    [InlineData("case-assigned", "team", "H801200001001", "upn")]
    [InlineData("case-assigned", "team", "West 943 476 5919", "nhs-number")]
    [InlineData("case-assigned", "team", "QQ123456C", "ni-number")]
    [InlineData("case-assigned", "team", "Jan (01632 960983)", "phone-number")]
    [InlineData("case-assigned", "team", "Jan 7 June 2014", "birth-date")]
    [InlineData("case-assigned", "team", "West  upper", null)] // made "West upper"
    [InlineData("case-assigned", "team", "Ame\u0301lie", null)] // made "Amélie"
    [InlineData("case-assigned", "team", "\u041Dorth", "pattern")] // begins with a letter of another alphabet
    [InlineData("case-assigned", "team", "West, upper", "pattern")]
    [InlineData("case-described", "setting", "The Priory, Hall Lane", null)]
    [InlineData("case-described", "setting", "St. Chad's C.E. (V.A.) Infants: the Annexe", null)]
    [InlineData("case-described", "setting",
        "The Blessed Somebody and All Saints Voluntary Controlled Church of England Junior, Infant and Nursery School and Centre", null)]
    [InlineData("case-described", "setting",
        "The Blessed Somebodies and All Saints Voluntary Controlled Church of England Junior, Infant and Nursery School and Centres", "pattern")]
    [InlineData("case-described", "setting", "at home: 7 Hall Lane, LS1 4AP", "postcode")]
    [InlineData("case-described", "setting", "head@school.example", "pattern")]
    [InlineData("case-described", "setting", "Priory; born 7.6.14", "birth-date")]
    [InlineData("case-described", "area", "St. Chad's", "pattern")]
    [InlineData("case-assigned", "caseOfficer", "jo.o'neill+send@send.example.gov.uk", null)]
    [InlineData("case-assigned", "caseOfficer", "jo@localhost", "pattern")]
    [InlineData("case-assigned", "caseOfficer", "jo..doe@example.org", "pattern")]
    [InlineData("case-assigned", "caseOfficer", ".jo@example.org", "pattern")]
    [InlineData("case-assigned", "deputy", "jo.@example.org", "pattern")]
    [InlineData("case-assigned", "deputy", "jo.4010232137@example.org", "nhs-number")]
    [InlineData("case-assigned", "caseOfficer", "Jo <jo@example.org>", "pattern")]
    [InlineData("event-retracted", "retractedSource", "synergy", null)]
    [InlineData("event-retracted", "retractedSource", "a b", "pattern")]
    [InlineData("event-retracted", "retractedId", "H801200001001", "upn")]
    [InlineData("request-received", "childName", "Jane", "unknown")]
    public async Task A_field_keeps_its_rule(string type, string field, string value, string? rule) =>
        await ExpectAsync(Good(type).WithData(field, value), rule, "/data/" + field);

    [Theory]
    [InlineData("phase-transfer-due", "year", "2015", null)]
    [InlineData("phase-transfer-due", "year", "2014", "number")]
    [InlineData("phase-transfer-due", "year", "2100", null)]
    [InlineData("phase-transfer-due", "year", "2101", "number")]
    [InlineData("phase-transfer-due", "year", "2026.0", null)] // JSON has one kind of number
    [InlineData("phase-transfer-due", "year", "2026.5", "number")]
    [InlineData("phase-transfer-due", "year", "1e400", "number")]
    [InlineData("phase-transfer-due", "year", "202600e-2", null)]
    [InlineData("phase-transfer-due", "year", "2.026E+3", null)]
    [InlineData("phase-transfer-due", "year", "2026.00000000000000000000000000000000002", "number")] // more digits than a decimal has
    [InlineData("case-described", "yearGroup", "-0", null)]
    [InlineData("case-described", "yearGroup", "0.0e999999999999999999999", null)]
    [InlineData("case-described", "yearGroup", "2e-330", "number")] // less than a double or a decimal can hold
    [InlineData("case-described", "yearGroup", "2e-99999999999999999999", "number")]
    [InlineData("case-described", "yearGroup", "4294967301", "number")] // 5 more than fit into 32 bits
    [InlineData("case-described", "yearGroup", "18446744073709551621", "number")]
    [InlineData("phase-transfer-due", "year", "\"2026\"", "kind")]
    [InlineData("case-described", "yearGroup", "-2", null)]
    [InlineData("case-described", "yearGroup", "-3", "number")]
    [InlineData("request-received", "receivedOn", "20260701", "kind")]
    [InlineData("request-received", "receivedOn", "null", "kind")]
    [InlineData("request-received", "receivedOn", "{\"on\":\"2026-07-01\"}", "kind")]
    [InlineData("request-received", "authority", "330", "kind")]
    [InlineData("request-received", "requestId", "\"\\ud800\"", "pattern")] // half a character
    [InlineData("request-received", "requestId", "\"\\u0000\"", "pattern")]
    [InlineData("request-received", "requestId", "\"\\u0031\"", null)]
    [InlineData("exemption-claimed", "milestones", "[\"advice\",\"final-plan\"]", null)]
    [InlineData("exemption-claimed", "milestones", "[]", "items")]
    [InlineData("exemption-claimed", "milestones", "\"advice\"", "kind")]
    public async Task A_field_has_its_kind_of_JSON(string type, string field, string json, string? rule)
    {
        var body = Good(type).WithData(field, "PLACE").ToJsonString().Replace("\"PLACE\"", json, StringComparison.Ordinal);

        Expect(await Intake.SendAsync(body, "application/cloudevents+json"), rule, "/data/" + field);
    }

    [Theory]
    [InlineData("[\"advice\",\"advice\"]", "items /data/milestones/1")]
    [InlineData("[\"advice\",\"tea\"]", "code /data/milestones/1")]
    [InlineData("[7]", "kind /data/milestones/0")]
    public async Task A_list_names_the_item_that_is_wrong(string json, string error)
    {
        var body = Good("exemption-claimed").WithData("milestones", "PLACE").ToJsonString().Replace("\"PLACE\"", json, StringComparison.Ordinal);

        Assert.Equal([error], (await Intake.SendAsync(body, "application/cloudevents+json")).Errors);
    }

    [Theory]
    [InlineData("\"id\":\"event\"", "\"id\":\"event\",\"id\":\"event\"", "duplicate /id")]
    [InlineData("\"id\":\"event\"", "\"id\":\"event\",\"\\u0069d\":\"event\"", "duplicate /id")] // the same name, escaped
    [InlineData("\"receivedOn\":", "\"receivedOn\":\"2026-01-01\",\"receivedOn\":", "duplicate /data/receivedOn")]
    [InlineData("\"data\":", "\"data\":{},\"data\":", "duplicate /data")]
    public async Task A_name_stands_there_once(string before, string after, string error)
    {
        var body = Given.ARequest().With("id", "event").ToJsonString();
        Assert.Contains(before, body, StringComparison.Ordinal);

        Assert.Equal([error], (await Intake.SendAsync(body.Replace(before, after, StringComparison.Ordinal), "application/cloudevents+json")).Errors);
    }

    [Theory]
    [InlineData("specversion", 1, "kind", 400)]
    [InlineData("id", 7, "kind", 400)]
    [InlineData("subject", 7, "kind", 422)]
    [InlineData("time", 7, "kind", 422)]
    [InlineData("data", 7, "kind", 422)]
    [InlineData("childnumber", 7, "unknown", 422)]
    public async Task An_attribute_is_a_string(string attribute, int value, string rule, int status)
    {
        var answer = await Intake.SendAsync(Given.ARequest().With(attribute, value));

        Assert.Equal(status, answer.Status);
        Assert.Equal([$"{rule} /{attribute}"], answer.Errors);
    }

    [Theory]
    [InlineData("child Jane Doe born 2014")]
    [InlineData("janedoeborn20140607inleeds")]
    public async Task The_name_of_a_null_attribute_is_a_name(string name) =>
        Assert.Equal(422, (await Intake.SendAsync(
            Given.ARequest().ToJsonString().Replace("\"data\":", $"\"{name}\":null,\"data\":", StringComparison.Ordinal), "application/cloudevents+json"))
                .Status);

    [Fact]
    public async Task A_null_attribute_is_an_absent_one() =>
        Assert.Equal(202, (await Intake.SendAsync(
            Given.ARequest().ToJsonString()
                .Replace("\"data\":", "\"dataschema\":null,\"comexampleother\":null,\"data_base64\":null,\"data\":", StringComparison.Ordinal),
            "application/cloudevents+json")).Status);

    [Theory]
    [InlineData("authority")]
    [InlineData("receivedOn")]
    public async Task What_must_be_there_is_missed(string field) =>
        Assert.Equal([$"required /data/{field}"], (await Intake.SendAsync(Given.ARequest().WithData(field, null))).Errors);

    [Fact]
    public async Task A_hostile_body_gets_a_bounded_answer()
    {
        var one = Given.ARequest();
        for (var field = 0; field < 5_000; field++)
        {
            ((JsonObject)one["data"]!)[$"field {field}"] = "x";
        }

        Assert.Equal(100, (await Intake.SendAsync(one)).Errors.Count());
    }
}
