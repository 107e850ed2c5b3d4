using System.Text;
using Ehcp.Intake.Events;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Events;

public sealed class BinaryTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("""{"authority":"E08000025","receivedOn":"2026-07-01"}""");

    [Fact]
    public async Task Attributes_come_in_headers_and_the_bytes_of_the_data_are_kept()
    {
        var answer = await intake.SendAsync(Data, "application/json; charset=utf-8", headers: Headers("binary-1"));

        Assert.Equal((202, "accepted"), (answer.Status, answer.Outcome));
        Assert.Equal(
            ["""{"content-type":"application/json; charset=utf-8","ce-specversion":"1.0","ce-id":"binary-1","ce-source":"synergy","ce-type":"ehcp.request-received.v1","ce-subject":"EHC-1","ce-time":"2026-07-01T09:30:00Z"}"""],
            await HeadersOfAsync("binary-1"));
        Assert.Equal(1, await intake.Database.CountAsync(
            "ledger where id = 'binary-1' and mode = 3 and convert_from(body, 'UTF8') = '" + Encoding.UTF8.GetString(Data) + "'"));
    }

    [Fact]
    public async Task The_same_event_in_another_mode_is_a_duplicate()
    {
        await intake.SendAsync(Data, "application/json", headers: Headers("binary-2"));
        var structured = Given.ARequest().With("id", "binary-2").With("subject", "EHC-1").WithData("authority", "330")
            .With("time", "2026-07-01T10:30:00+01:00");

        Assert.Equal("duplicate", (await intake.SendAsync(structured)).Outcome);
    }

    [Fact]
    public async Task Percent_encoded_and_quoted_headers_are_decoded()
    {
        var answer = await intake.SendAsync(Data, "application/json", headers: Headers("binary%2D3")
            .Select(header => header.Name == "ce-source" ? ("ce-source", "\"syn\\ergy\"") : header));

        Assert.Equal("""{"id":"binary-3","source":"synergy","status":"accepted","sequence":""", answer.Text[..67]);
    }

    [Theory]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    [InlineData("\"a \\\"b\\\" %41\"", "a \"b\" A")]
    [InlineData("100%", "100%")]
    [InlineData("%zz", "%zz")]
    [InlineData("%C3%28", null)] // no UTF-8
    [InlineData("€%E2%82%AC", "€€")]
    public void A_header_decodes_as_the_HTTP_binding_says(string header, string? text) => Assert.Equal(text, BinaryMode.Decode(header));

    [Theory]
    [InlineData("ce-childname", "Jane", "unknown /childname")]
    [InlineData("ce-datacontenttype", "application/json", "unknown /datacontenttype")]
    [InlineData("ce-data", "{}", "unknown /data")]
    [InlineData("ce-id", "another", "pattern /id")] // a client joins the two by a comma
    [InlineData("ce-traceparent", "x", "pattern /traceparent")]
    [InlineData("ce-correlationid", "%C3%28", "pattern /correlationid")]
    public async Task A_header_keeps_its_rule(string name, string value, string error) =>
        Assert.Equal([error], (await intake.SendAsync(Data, "application/json", headers: [.. Headers("binary-4"), (name, value)])).Errors);

    [Fact]
    public async Task Attributes_that_are_missing_and_data_that_is_wrong_are_told_together()
    {
        var answer = await intake.SendAsync("""{"receivedOn":"x"}"""u8.ToArray(), "application/json", headers: Headers("binary-5").Where(header => header.Name != "ce-time"));

        Assert.Equal(422, answer.Status);
        Assert.Equal(["date /data/receivedOn", "required /data/authority", "required /time"], answer.Errors);
    }

    [Theory]
    [InlineData("", 422)]
    [InlineData("[]", 422)]
    [InlineData("{", 400)]
    [InlineData("{}{}", 400)]
    public async Task The_body_is_one_JSON_object(string body, int status) =>
        Assert.Equal(status, (await intake.SendAsync(Encoding.UTF8.GetBytes(body), "application/json", headers: Headers("binary-6"))).Status);

    // It is kept with the event, so it may hold no words of anybody's.
    [Theory]
    [InlineData("text/json", null)]
    [InlineData("application/vnd.council.case+json; charset=utf-8; version=1.2", null)]
    [InlineData("application/json; child=Jane", "media-type /datacontenttype")]
    public async Task The_media_type_of_the_data_holds_no_words(string mediaType, string? error) =>
        Assert.Equal(error is null ? [] : [error], (await intake.SendAsync(Data, mediaType, headers: Headers("binary-8"))).Errors);

    [Fact]
    public async Task Data_that_is_no_JSON_is_not_supported() =>
        Assert.Equal(415, (await intake.SendAsync(Data, "text/plain", headers: Headers("binary-7"))).Status);

    private static IEnumerable<(string Name, string Value)> Headers(string id) =>
    [
        ("ce-specversion", "1.0"), ("ce-id", id), ("ce-source", "synergy"), ("ce-type", "ehcp.request-received.v1"),
        ("ce-subject", "EHC-1"), ("ce-time", "2026-07-01T09:30:00Z"),
    ];

    private async Task<List<string>> HeadersOfAsync(string id)
    {
        await using var command = intake.Database.CreateCommand($"select headers from ledger where id = '{id}'");
        return [(string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!];
    }
}
