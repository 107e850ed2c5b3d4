using System.Text;
using Ehcp.Contracts;
using Ehcp.Intake.Events;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Schemas;

/// <summary>The part of docs/events.md that tells the events that come in, written from the catalogue.</summary>
public sealed class DocumentationTests
{
    private const string Begin = "<!-- begin: from the catalogue; EHCP_WRITE_DOCS=1 and the tests of Intake write it anew -->";
    private const string End = "<!-- end: from the catalogue -->";

    [Fact]
    public async Task The_documentation_of_events_is_what_the_catalogue_says()
    {
        var file = Path.Combine(Checkout.Folder, "docs", "events.md");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var current = $"\n\n{Written()}\n";

        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, text[..from] + current + text[to..], TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(current, text[from..to]);
    }

    private static string Written()
    {
        var page = new StringBuilder();
        foreach (var type in FactCatalogue.All)
        {
            page.Append("### `").Append(type.WireType).Append("`\n\n| field | | what it may hold |\n| --- | --- | --- |\n");
            page.Append("| `authority` | required | ").Append(FieldWords.Of(FieldRule.Authority)).Append(" |\n");
            foreach (var field in type.Fields)
            {
                page.Append("| `").Append(field.Name).Append("` | ").Append(field.Rule.IsRequired ? "required" : "").Append(" | ")
                    .Append(FieldWords.Of(field.Rule)).Append(" |\n");
            }

            page.Append('\n');
        }

        page.Append("### Rules an event can break\n\n| rule | in words |\n| --- | --- |\n");
        foreach (var rule in Rules.All)
        {
            page.Append("| `").Append(rule.Name).Append("` | ").Append(rule.Detail).Append(" |\n");
        }

        return page.ToString();
    }
}
