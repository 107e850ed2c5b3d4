using System.Text;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Events;

public sealed class OneEventTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private const string Structured = "application/cloudevents+json";

    [Fact]
    public async Task A_good_event_is_accepted_with_its_place_in_the_ledger()
    {
        var one = Given.ARequest();

        var answer = await intake.SendAsync(one);

        Assert.Equal(202, answer.Status);
        Assert.Equal($$"""{"id":"{{one["id"]}}","source":"synergy","status":"accepted","sequence":{{answer.Sequence}}}""", answer.Text);
        Assert.Equal(1, await intake.Database.CountAsync($"ledger where id = '{one["id"]}' and sequence = {answer.Sequence}"));
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8", 202)]
    [InlineData("Application/CloudEvents+JSON; charset=\"UTF-8\"; profile=x", 202)]
    [InlineData("application/cloudevents+json; charset=iso-8859-1", 415)]
    [InlineData("application/cloudevents+xml", 415)]
    [InlineData("application/json", 415)] // no ce- headers, so no CloudEvent
    [InlineData("text/plain", 415)]
    [InlineData(null, 415)]
    public async Task The_media_type_says_how_an_event_comes(string? mediaType, int status)
    {
        var answer = await intake.SendAsync(Encoding.UTF8.GetBytes(Given.ARequest().ToJsonString()), mediaType);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 415 ? "urn:ehcp:media-type" : null, answer.Type);
    }

    [Fact]
    public async Task A_compressed_body_is_not_supported() =>
        Assert.Equal(415, (await CompressedAsync()).Status);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":1,}")]
    [InlineData("{} {}")]
    [InlineData("<event/>")]
    public async Task What_is_no_JSON_is_refused(string body)
    {
        var answer = await intake.SendAsync(body, Structured);

        Assert.Equal((400, "application/problem+json", "urn:ehcp:not-json"), (answer.Status, answer.MediaType, answer.Type));
        Assert.Equal(["json "], answer.Errors);
    }

    [Fact]
    public async Task Nesting_without_end_is_refused() =>
        Assert.Equal(400, (await intake.SendAsync(new string('[', 100_000), Structured)).Status);

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused() =>
        Assert.Equal("urn:ehcp:not-json", (await intake.SendAsync([(byte)'"', 0xC3, 0x28, (byte)'"'], Structured)).Type);

    [Fact]
    public async Task A_byte_order_mark_is_passed_over() =>
        Assert.Equal(202, (await intake.SendAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Given.ARequest().ToJsonString())], Structured)).Status);

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    public async Task JSON_that_is_no_object_is_no_event(string body)
    {
        var answer = await intake.SendAsync(body, Structured);

        Assert.Equal((400, "urn:ehcp:not-a-cloudevent"), (answer.Status, answer.Type));
        Assert.Equal(["kind "], answer.Errors);
    }

    [Fact]
    public async Task An_object_that_lacks_what_every_CloudEvent_has_is_told_all_of_it()
    {
        var answer = await intake.SendAsync("{}", Structured);

        Assert.Equal((400, "urn:ehcp:not-a-cloudevent"), (answer.Status, answer.Type));
        Assert.Equal(["required /data", "required /id", "required /source", "required /specversion", "required /subject", "required /time", "required /type"],
            answer.Errors);
    }

    [Fact]
    public async Task Every_error_is_told_at_once()
    {
        var answer = await intake.SendAsync(Given.ARequest("2013-02-30").With("time", "yesterday").WithData("authority", "E92000001").WithData("route", "post")
            .WithData("childName", "x"));

        Assert.Equal((422, "urn:ehcp:event-invalid"), (answer.Status, answer.Type));
        Assert.Equal(["authority /data/authority", "code /data/route", "date /data/receivedOn", "time /time", "unknown /data/childName"], answer.Errors);
    }

    [Fact]
    public async Task A_body_may_have_2_MB_and_not_one_byte_more()
    {
        var one = Encoding.UTF8.GetBytes(Given.ARequest().ToJsonString());
        byte[] most = [.. one, .. Enumerable.Repeat((byte)' ', 2 * 1024 * 1024 - one.Length)];

        Assert.Equal(202, (await intake.SendAsync(most, Structured)).Status);
        var answer = await intake.SendAsync([.. most, (byte)' '], Structured);
        Assert.Equal((413, "urn:ehcp:too-large"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_bounded_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent(new byte[3 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new(Structured);
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal(413, (await Answer.OfAsync(await intake.Client.SendAsync(request, TestContext.Current.CancellationToken))).Status);
    }

    private async Task<Answer> CompressedAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent([1]) };
        request.Content.Headers.ContentType = new(Structured);
        request.Content.Headers.ContentEncoding.Add("gzip");
        return await Answer.OfAsync(await intake.Client.SendAsync(request, TestContext.Current.CancellationToken));
    }
}
