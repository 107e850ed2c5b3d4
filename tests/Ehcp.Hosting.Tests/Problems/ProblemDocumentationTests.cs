using System.Text;
using System.Text.RegularExpressions;
using Ehcp.Hosting.Problems;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;

namespace Ehcp.Hosting.Tests.Problems;

/// <summary>docs/problems.md, written from the catalogue and from the requests that the tests send.</summary>
public sealed partial class ProblemDocumentationTests
{
    // Sources that still write a URN themselves. It only gets shorter.
    private static readonly string[] WithUrns = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documentation_of_problems_is_what_the_catalogue_says()
    {
        var file = Path.Combine(Checkout.Folder, "docs", "problems.md");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, Written(), Cancel);
            return;
        }

        Assert.Equal(Written(), await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public void Each_problem_has_a_request_that_gives_it() =>
        Assert.Equal(
            ProblemCatalogue.All.Select(NameOf).Order(StringComparer.Ordinal),
            ProblemRequest.All.Select(request => request.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_request_gives_a_problem_that_there_is() =>
        Assert.Empty(ProblemRequest.All.Select(request => request.Name).Except(ProblemCatalogue.All.Select(NameOf)));

    [Fact]
    public void No_urn_of_a_problem_is_written_outside_the_catalogue()
    {
        var services = new DirectoryInfo(Path.Combine(Checkout.Folder, "services"));

        var written = services.EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "Generated")) // clients are generated from the documents
            .Where(file => file.Name != "ProblemCatalogue.cs" && Urn().IsMatch(File.ReadAllText(file.FullName)))
            .Select(file => file.Name).Order(StringComparer.Ordinal);

        Assert.Equal(WithUrns, written);
    }

    [GeneratedRegex("urn:ehcp:(?!schema:)")]
    private static partial Regex Urn();

    private static string NameOf(ProblemKind kind) => kind.Urn[(kind.Urn.LastIndexOf(':') + 1)..];

    private static string Written()
    {
        var page = new StringBuilder("""
            # Problems

            Whatever is refused or fails is answered as a problem (RFC 9457, `application/problem+json`), by all three services alike:

            ```json
            {
              "type": "urn:ehcp:parameter-invalid",
              "title": "A parameter cannot be used",
              "status": 400,
              "detail": "limit: Must be a whole number from 1 to 500.",
              "errors": [{ "parameter": "limit", "rule": "whole", "detail": "Must be a whole number from 1 to 500." }]
            }
            ```

            Programs go by `type`, which never changes, and by `errors`: each has `parameter` (a name in the query or the path) or `pointer` (a JSON Pointer into
            the body), the `rule` it breaks, and that rule in words. Nothing of what was sent is told back but names. Whatever the request accepts, a problem can
            be answered; a browser gets the same as a page.

            Do not edit: `EHCP_WRITE_DOCS=1 dotnet test --project tests/Ehcp.Hosting.Tests` writes it again, and without that variable the tests fail when it is out of date.

            """.ReplaceLineEndings("\n"));
        foreach (var status in ProblemCatalogue.All.GroupBy(kind => kind.Status).OrderBy(kinds => kinds.Key))
        {
            page.Append("\n## ").Append(status.Key).Append('\n');
            foreach (var kind in status.OrderBy(kind => kind.Urn, StringComparer.Ordinal))
            {
                page.Append("\n### `").Append(kind.Urn).Append("`\n\n").Append(kind.Title).Append(". ").Append(kind.Detail).Append('\n');
                if (kind.FormerUrns.Count > 0)
                {
                    page.Append("\nEarlier releases called it ").AppendJoin(" or ", kind.FormerUrns.Select(urn => $"`{urn}`")).Append(".\n");
                }

                Append(page, ProblemRequest.OfKind(NameOf(kind)));
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, ProblemRequest request)
    {
        if (request.When is { } when)
        {
            page.Append("\nAnswered when ").Append(when).Append(":\n");
        }

        page.Append("\n```http\n# ").Append(request.Service).Append(", ")
            .Append(request.Scope is { } scope ? $"with a key of scope {scope}" : request.IsOfPerson ? "in a browser" : "without a key").Append('\n')
            .Append(request.Method).Append(' ').Append(request.Path).Append('\n');
        if (request.Header is { } header)
        {
            page.Append(header.Name).Append(": ").Append(header.Value).Append('\n');
        }

        if (request.Body is { } body)
        {
            page.Append("Content-Type: ").Append(request.MediaType).Append("\n\n");
            page.Append(request.Times == 1 ? body : FormattableString.Invariant($"[{body}, and so on, {request.Times:N0} in all]")).Append(body.Length > 0 ? "\n" : "");
        }

        page.Append("```\n");
    }
}
