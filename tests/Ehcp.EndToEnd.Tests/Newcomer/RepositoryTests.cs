using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests.Newcomer;

/// <summary>What the repository says of itself is so.</summary>
public sealed partial class RepositoryTests
{
    private const int LongestLine = 160;

    // A text in quotes is not broken for its length: only what stands around it counts.
    [Fact]
    public void No_line_of_CSharp_is_longer_than_160_characters()
    {
        var tooLong = from file in Documents.Files("*.cs")
                      where !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/Generated/", StringComparison.Ordinal)
                      let lines = RawText().Replace(Documents.Read(file), raw => new string('\n', raw.Value.Count(sign => sign == '\n'))).Split('\n')
                      from line in lines.Index()
                      where line.Item.Length > LongestLine && QuotedText().Replace(line.Item, "").Length > LongestLine
                      select $"{file}:{line.Index + 1}";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_link_of_a_page_leads_to_a_file()
    {
        var broken = from page in Documents.Pages
                     from link in Link().Matches(Documents.Read(page)).Select(match => match.Groups[1].Value.Split('#')[0])
                     where link.Length > 0 && !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
                     where !Documents.Exists(Path.Combine(Path.GetDirectoryName(page)!, link))
                     select $"{page}: {link}";

        Assert.Empty(broken);
    }

    // Of each service the rooms on the first level; whatever is named must be there.
    [Fact]
    public void The_page_of_rooms_names_each_room_of_the_services_and_no_room_that_is_not_there()
    {
        string[] noRooms = ["bin", "obj", "Migrations", "Properties", "Schema"];
        var rooms = from service in new DirectoryInfo(Path.Combine(Checkout.Folder, "services")).EnumerateDirectories("Ehcp.*")
                    from room in service.EnumerateDirectories()
                    where !noRooms.Contains(room.Name)
                    select $"{service.Name}/{room.Name}";
        var named = Room().Matches(Documents.Read("docs/rooms.md")).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.DoesNotContain(rooms, room => !named.Contains(room));
        Assert.DoesNotContain(named, room => !Documents.Exists(Path.Combine("services", room)) && !Documents.Exists(room));
    }

    [Fact]
    public void The_index_of_decisions_names_each_once_by_its_number_and_title()
    {
        var decisions = Documents.Files("0*.md").Where(file => file.StartsWith("docs/adr/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(decisions);
        Assert.Equal(decisions.Count, decisions.DistinctBy(Number).Count());
        Assert.All(decisions, file => Assert.StartsWith($"# {Number(file)}. ", Documents.Read(file), StringComparison.Ordinal));

        const string Head = "| number | decision |\n| --- | --- |\n";
        const string Page = "docs/adr/README.md";
        var text = Documents.Read(Page)[..(Documents.Read(Page).IndexOf(Head, StringComparison.Ordinal) + Head.Length)]
            + string.Concat(decisions.Select(file => $"| {Number(file)} | [{Title(file)}]({Path.GetFileName(file)}) |\n"));
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Checkout.Folder, Page), text);
        }

        Assert.Equal(text, Documents.Read(Page));

        static string Title(string file) => Documents.Read(file).Split('\n')[0].Split(". ", 2)[1];
        static int Number(string file) => int.Parse(Path.GetFileName(file)[..4], null);
    }

    [Fact]
    public void Every_package_version_is_of_a_package_that_some_project_uses()
    {
        var versions = XDocument.Parse(Documents.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(Name).ToList();
        var used = Documents.Files("*.csproj").Append("Directory.Build.props").SelectMany(Packages).ToHashSet();

        Assert.DoesNotContain(versions, name => !used.Contains(name));
    }

    [Fact]
    public void The_notice_names_every_package_of_the_services()
    {
        var services = Documents.Files("*.csproj").Where(file => file.StartsWith("services/", StringComparison.Ordinal));
        var packages = services.SelectMany(Packages).Distinct().ToList();
        var notice = Documents.Read("NOTICE.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => Word().Matches(line.Split('|')[1]).Select(match => match.Value)).ToHashSet();

        Assert.Contains("MassTransit", packages);
        Assert.DoesNotContain(packages, name => !notice.Contains(name));
    }

    // "docker compose up" alone is opened by keys that stand in one file; their hashes stand in another.
    [Fact]
    public void The_development_keys_are_those_that_the_compose_file_has_the_hashes_of()
    {
        var hashes = Hash().Matches(Documents.Read("docker-compose.yml")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var keys = Key().Matches(Documents.Read("deploy/docker/development-keys")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Equal(Sha256(key.Value), hashes[key.Key]));
        Assert.Equal(hashes.Keys.Where(name => name != "PAGES_KEY").Order(), keys.Keys.Order()); // that one is between two services
    }

    // An IDE starts a service against "deploy/up --servers": its ports, its passwords, and the keys of development.
    [Theory]
    [InlineData("Intake", 5101)]
    [InlineData("Scheduler", 5102)]
    [InlineData("Reporting", 5103)]
    public void Launch_settings_start_a_service_against_the_servers_of_development(string service, int port)
    {
        var profiles = JsonNode.Parse(Documents.Read($"services/Ehcp.{service}/Properties/launchSettings.json"))!["profiles"]!;
        var database = $"Host=127.0.0.1;Port=5132;Database={service.ToLowerInvariant()};Username={service.ToLowerInvariant()};Password=development";

        Assert.Equal($"http://127.0.0.1:{port}", (string)profiles[service]!["applicationUrl"]!);
        Assert.Equal("migrate", (string)profiles["migrate"]!["commandLineArgs"]!);
        Assert.All([profiles[service]!, profiles["migrate"]!], profile =>
        {
            Assert.Equal(database, (string)profile["environmentVariables"]![$"ConnectionStrings__{service}"]!);
            Assert.Equal("amqp://ehcp:development@127.0.0.1:5172/", (string)profile["environmentVariables"]!["ConnectionStrings__Broker"]!);
        });
        Assert.Equal(Sha256("development-staff"), (string)profiles[service]!["environmentVariables"]!["Ehcp__ApiKeys__1__Hash"]!);
    }

    private static string Sha256(string key) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    private static IEnumerable<string> Packages(string project) => XDocument.Parse(Documents.Read(project)).Descendants("PackageReference").Select(Name);

    private static string Name(XElement package) => package.Attribute("Include")!.Value;

    [GeneratedRegex("\"\"\".*?\"\"\"", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex(@"\$?""(?:[^""\\]|\\.)*""")]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`((?:tests/)?Ehcp\\.[\\w./]+|deploy|docs|tests)`")]
    private static partial Regex Room();

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"EHCP_(\w+_KEY)_HASH:-([0-9a-f]{64})")]
    private static partial Regex Hash();

    [GeneratedRegex(@"^(\w+_KEY)=(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Key();
}
