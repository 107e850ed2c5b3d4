using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Ehcp.EndToEnd.Tests;

/// <summary>What may know what.</summary>
public sealed class ArchitectureTests
{
    private static readonly System.Reflection.Assembly[] Assemblies =
    [
        typeof(Contracts.Fact).Assembly,
        typeof(Deadlines.CaseTimeline).Assembly,
        typeof(Hosting.ServiceDefaults).Assembly,
        typeof(Mail.MailChannel).Assembly,
        typeof(Messaging.Outbox.OutboxRelay).Assembly,
        System.Reflection.Assembly.Load("Ehcp.Intake"),
        System.Reflection.Assembly.Load("Ehcp.Scheduler"),
        System.Reflection.Assembly.Load("Ehcp.Reporting"),
    ];

    private static readonly Architecture Solution = new ArchLoader().LoadAssemblies([.. Assemblies, typeof(MassTransit.IBus).Assembly]).Build();

    public static TheoryData<string, string[]> Knows => new()
    {
        { "Ehcp.Contracts", [] },
        { "Ehcp.Deadlines", [] },
        { "Ehcp.Hosting", ["Ehcp.Contracts"] },
        { "Ehcp.Mail", [] },
        { "Ehcp.Messaging", ["Ehcp.Contracts", "Ehcp.Hosting"] },
        { "Ehcp.Intake", ["Ehcp.Contracts", "Ehcp.Hosting", "Ehcp.Messaging"] },
        { "Ehcp.Scheduler", ["Ehcp.Contracts", "Ehcp.Deadlines", "Ehcp.Hosting", "Ehcp.Mail", "Ehcp.Messaging"] },
        { "Ehcp.Reporting", ["Ehcp.Contracts", "Ehcp.Deadlines", "Ehcp.Hosting", "Ehcp.Mail", "Ehcp.Messaging"] },
    };

    [Theory, MemberData(nameof(Knows))]
    public void A_project_knows_only_what_the_design_lets_it(string project, string[] others) =>
        Assert.Subset(
            others.ToHashSet(),
            Assemblies.Single(assembly => assembly.GetName().Name == project).GetReferencedAssemblies()
                .Select(reference => reference.Name!).Where(name => name.StartsWith("Ehcp.", StringComparison.Ordinal)).ToHashSet());

    [Theory]
    [InlineData("Ehcp.Hosting")]
    public void No_folders_stand_in_a_circle(string project)
    {
        var known = KnownBetweenFolders(project);

        Assert.NotEmpty(known);
        while (known.RemoveAll(one => known.All(other => other.From != one.To)) > 0)
        {
            // What knows only folders that know nothing more is a floor, and no part of a circle.
        }

        Assert.Equal("", string.Join(Environment.NewLine, known.Select(one => $"{one.From} knows {one.To}: {one.Example}")));
    }

    [Theory]
    [InlineData("Ehcp.Contracts")]
    [InlineData("Ehcp.Deadlines")]
    public void The_wire_and_the_law_need_nothing_but_the_framework(string project) =>
        Assert.All(
            Assemblies.Single(assembly => assembly.GetName().Name == project).GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Only_the_relay_publishes() =>
        Types().That().ResideInNamespaceMatching(@"^Ehcp\..*").And().DoNotResideInNamespaceMatching(@"^Ehcp\.Messaging\.(Outbox|Broker).*")
            .Should().NotDependOnAny(Types().That().HaveFullNameMatching(@"^MassTransit\.(IBus|IPublishEndpoint|ISendEndpointProvider|IBusControl)$"))
            .Because("an event leaves with the state it tells of: in one transaction, through the outbox")
            .Check(Solution);

    // A project's root is the folder "": it may know the others, and a circle it is in is one like any.
    private static List<(string From, string To, string Example)> KnownBetweenFolders(string project) =>
    [
        .. Solution.Types.Where(type => FolderOf(project, type) is not null)
            .SelectMany(type => type.Dependencies)
            .Select(known => (From: FolderOf(project, known.Origin)!, To: FolderOf(project, known.Target), known.Origin, known.Target))
            .Where(known => known.To is not null && known.To != known.From)
            .GroupBy(known => (known.From, To: known.To!), (folders, all) => (folders.From, folders.To, $"{all.First().Origin.FullName} -> {all.First().Target.FullName}")),
    ];

    private static string? FolderOf(string project, IType type) => type.Namespace?.FullName is not { } name ? null
        : name == project ? ""
        : name.StartsWith(project + ".", StringComparison.Ordinal) ? name[(project.Length + 1)..].Split('.')[0]
        : null;
}
