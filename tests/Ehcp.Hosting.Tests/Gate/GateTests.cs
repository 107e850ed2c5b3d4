using System.Net;
using System.Text.Json.Nodes;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using static Ehcp.Hosting.Tests.Gate.GatedService;

namespace Ehcp.Hosting.Tests.Gate;

/// <summary>What a route shows is compared with what its caller may see, and written down, before it leaves.</summary>
public sealed class GateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_written_down_with_every_case_a_row_for_each_authority()
    {
        await using var service = await StartAsync(app => app.MapGet("/list", (string? sort, Passage gate) =>
            gate.Show(TypedResults.Ok("A-1 A-2 B-1"), Seen.Case(Birmingham, "A-2"), Seen.Case(Birmingham, "A-1"), Seen.Case(Dudley, "B-1"),
                Seen.Case(Birmingham, "A-1")))
            .Gate(Scopes.ReadCases).ShowsCases("list"));

        using var answer = await service.GetAsync("/list?sort=oldest", "all");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([$"key:all list shown {Birmingham} A-1,A-2", $"key:all list shown {Dudley} B-1"], await service.RowsAsync());
        var ofDudley = await service.JsonAsync("/v1/access?caseReference=B-1", "dudley");
        Assert.Equal("?sort=oldest", (string?)ofDudley["records"]![0]!["query"]);
        Assert.Empty((await service.JsonAsync("/v1/access?caseReference=A-1", "dudley"))["records"]!.AsArray());
    }

    [Fact]
    public async Task A_route_that_forgot_whom_it_reads_for_shows_nothing()
    {
        await using var service = await StartAsync(app => app.MapGet("/list", (Passage gate) =>
            gate.Show(TypedResults.Ok("A-1 B-1"), Seen.Case(Dudley, "B-1"), Seen.Case(Birmingham, "A-1"))).Gate(Scopes.ReadCases).ShowsCases("list"));

        using var answer = await service.GetAsync("/list", "dudley");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("A-1", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(await service.RowsAsync());
        Assert.Equal(1, service.Log.Count("would have shown 1 cases that its caller may not see"));
        Assert.Equal(0, service.Log.Count("A-1"));
    }

    [Fact]
    public async Task A_route_that_does_not_hand_over_what_it_shows_shows_nothing()
    {
        await using var service = await StartAsync(app =>
        {
            app.MapGet("/forgets", () => TypedResults.Ok("B-1")).Gate(Scopes.ReadCases).ShowsCases("list");
            app.MapGet("/shows-another", (Passage gate) =>
            {
                gate.Show(TypedResults.Ok("none"));
                return TypedResults.Ok("B-1");
            }).Gate(Scopes.ReadCases).ShowsCases("list");
            app.MapGet("/none", (Passage gate) => gate.Show(TypedResults.Ok("none"))).Gate(Scopes.ReadCases).ShowsCases("list");
        });

        foreach (var (path, status) in new[] { ("/forgets", 500), ("/shows-another", 500), ("/none", 200) })
        {
            using var answer = await service.GetAsync(path, "dudley");
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.DoesNotContain("B-1", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.Empty(await service.RowsAsync());
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_shown_and_not_done()
    {
        var done = 0;
        await using var service = await StartAsync(app =>
        {
            app.MapGet("/list", (Passage gate) => gate.Show(TypedResults.Ok("B-1"), Seen.Case(Dudley, "B-1"))).Gate(Scopes.ReadCases).ShowsCases("list");
            app.MapPost("/act", (Passage gate) => gate.Did(TypedResults.Ok(++done))).Gate(Scopes.Admin).Acts("act");
        });
        await service.ExecuteAsync("alter table access_record add constraint full_up check (false)");

        using var shown = await service.GetAsync("/list", "dudley");
        using var acted = await service.SendAsync(HttpMethod.Post, "/act", "dudley");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, shown.StatusCode);
        Assert.Equal("urn:ehcp:not-written-down", (string?)JsonNode.Parse(await shown.Content.ReadAsStringAsync(Stop))!["type"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, acted.StatusCode);
        Assert.Equal(0, done);
    }

    [Fact]
    public async Task An_act_is_written_down_before_it_is_done_and_after()
    {
        await using var service = await StartAsync(app =>
        {
            app.MapPost("/resend", (long[] ids, Passage gate) => gate.Did(TypedResults.Ok(1), ["7"], Dudley)).Gate(Scopes.Admin).Acts("resend");
            app.MapPost("/nothing", (Passage _) => TypedResults.Conflict()).Gate(Scopes.Admin).Acts("nothing");
            app.MapPost("/breaks", Ok (Passage _) => throw new InvalidOperationException("A bug.")).Gate(Scopes.Admin).Acts("breaks");
            app.MapPost("/try", (bool dryRun, Passage gate) => gate.Show(TypedResults.Ok("B-1"), Seen.Case(Dudley, "B-1"))).Gate(Scopes.Admin).Acts("try");
        });

        foreach (var (path, body) in new[] { ("/resend", (object?)new[] { 7L, 8 }), ("/nothing", null), ("/breaks", null), ("/try?dryRun=true", null) })
        {
            using var answer = await service.SendAsync(HttpMethod.Post, path, "dudley", body);
        }

        Assert.Equal(
            [
                "key:dudley resend asked -  |7,8", $"key:dudley resend done {Dudley}  |7", "key:dudley nothing asked - ", "key:dudley nothing nothing - ",
                "key:dudley breaks asked - ", "key:dudley breaks failed - ", "key:dudley try asked - ", $"key:dudley try shown {Dudley} B-1",
            ],
            await service.RowsAsync());
    }

    [Fact]
    public async Task Who_is_refused_what_is_written_down_and_who_is_unknown_is_not()
    {
        await using var service = await StartAsync(app =>
        {
            app.MapGet("/cases/{authority}/{caseReference}", Results<Ok<string>, ForbidHttpResult> (string authority, string caseReference, Passage gate) =>
                gate.Sight.SeesAllOf(authority) ? gate.Show(TypedResults.Ok(caseReference), Seen.Case(authority, caseReference)) : TypedResults.Forbid())
                .Gate(Scopes.ReadCases).ShowsCases("case");
            app.MapGet("/hidden", (Passage gate) => gate.Refuse(TypedResults.NotFound(), Birmingham, "A-9")).Gate(Scopes.ReadCases).ShowsCases("case");
            app.MapGet("/publish", (Passage gate) => gate.Show(TypedResults.Ok())).Gate(Scopes.PublishFigures).ShowsCases("publish");
        });

        foreach (var (path, key) in new[] { ($"/cases/{Birmingham}/A-1", "dudley"), ("/hidden", "dudley"), ("/publish?authority=330", "dudley"),
            ($"/cases/{Birmingham}/A-1", "nobody's") })
        {
            using var answer = await service.GetAsync(path, key);
            Assert.False(answer.IsSuccessStatusCode);
        }

        Assert.Equal(
            [$"key:dudley case refused {Birmingham} A-1", $"key:dudley case refused {Birmingham} A-9", $"key:dudley publish refused {Birmingham} "],
                await service.RowsAsync());
        var found = await service.JsonAsync("/v1/access?outcome=refused&caller=key:dudley&limit=2", "birmingham");
        Assert.Equal(2, found["records"]!.AsArray().Count);
        Assert.NotNull(found["next"]);
    }

    [Fact]
    public async Task A_link_shows_the_one_case_that_it_leads_to_to_whoever_has_it()
    {
        await using var service = await StartAsync(app => app.MapGet("/link/{token}", Results<Ok<string>, NotFound> (string token, Passage gate) =>
            token == "right" ? gate.ShowByLink(TypedResults.Ok("B-1"), "case-officer", Seen.Case(Dudley, "B-1")) : TypedResults.NotFound()).OpenByLink("link"));

        using var right = await service.GetAsync("/link/right", key: null);
        using var wrong = await service.GetAsync("/link/wrong", key: null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (right.StatusCode, wrong.StatusCode));
        Assert.Equal([$"link:case-officer link shown {Dudley} B-1"], await service.RowsAsync());
    }

    [Fact]
    public async Task The_rows_of_a_list_and_the_list_of_rows_are_told_and_written_down_too()
    {
        string[] many = [.. Enumerable.Range(1, 30).Select(number => $"B-{number:00}")];
        await using var service = await StartAsync(app => app.MapGet("/list", (Passage gate) =>
            gate.Show(TypedResults.Ok("many"), many.Select(reference => Seen.Case(Dudley, reference)))).Gate(Scopes.ReadCases).ShowsCases("list"));
        using var looked = await service.GetAsync("/list", "dudley");

        var listed = (await service.JsonAsync("/v1/access", "dudley"))["records"]![0]!;
        var whole = await service.JsonAsync($"/v1/access/{listed["id"]}", "dudley");
        using var others = await service.GetAsync($"/v1/access/{listed["id"]}", "birmingham");

        Assert.Null(listed["caseReferences"]);
        Assert.Equal(many, whole["caseReferences"]!.AsArray().Select(reference => (string?)reference));
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        Assert.Equal($"key:dudley access shown {Dudley} {string.Join(',', many)}", (await service.RowsAsync())[^1]);
    }

    [Fact]
    public async Task What_is_of_all_authorities_is_for_who_operates_and_who_administers_all_of_them_does()
    {
        await using var service = await StartAsync(app => app.MapGet("/outbox", () => "messages").Gate(Scopes.Operate).ShowsNoCase());

        using var one = await service.GetAsync("/outbox", "dudley");
        using var all = await service.GetAsync("/outbox", "all");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (one.StatusCode, all.StatusCode));
    }

    [Fact]
    public async Task A_service_with_a_route_that_says_nothing_of_itself_does_not_start()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(app => app.MapGet("/forgotten", () => "B-1")));

        Assert.Contains("/forgotten does not say who may call it", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_with_a_route_that_opens_what_it_closes_does_not_start()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(
            () => StartAsync(app => app.MapGet("/both", () => "B-1").Gate(Scopes.ReadCases).ShowsNoCase().AllowAnonymous()));

        Assert.Contains("/both asks for scopes, and lets anybody in", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_five_thousand_cases_is_written_down_in_one_row()
    {
        string[] many = [.. Enumerable.Range(1, 5000).Select(number => $"EHC-2026-{number:00000}")];
        await using var service = await StartAsync(app => app.MapGet("/file", (Passage gate) =>
            gate.Show(TypedResults.Text("many"), many.Select(reference => Seen.Case(Dudley, reference)))).Gate(Scopes.ReadCases).ShowsCases("file"));

        using var answer = await service.GetAsync("/file", "dudley");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(await service.RowsAsync());
        Assert.Single((await service.JsonAsync("/v1/access?caseReference=EHC-2026-04711", "dudley"))["records"]!.AsArray());
    }
}
