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
        typeof(Client.EventSender).Assembly,
        typeof(Deadlines.CaseTimeline).Assembly,
        typeof(Csv.CsvFile).Assembly,
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
        { "Ehcp.Client", ["Ehcp.Contracts"] },
        { "Ehcp.Deadlines", ["Ehcp.Contracts"] },
        { "Ehcp.Csv", ["Ehcp.Contracts"] },
        { "Ehcp.Hosting", ["Ehcp.Contracts"] },
        { "Ehcp.Mail", ["Ehcp.Contracts"] },
        { "Ehcp.Messaging", ["Ehcp.Contracts", "Ehcp.Hosting"] },
        { "Ehcp.Intake", ["Ehcp.Contracts", "Ehcp.Csv", "Ehcp.Hosting", "Ehcp.Messaging"] },
        { "Ehcp.Scheduler", ["Ehcp.Contracts", "Ehcp.Deadlines", "Ehcp.Hosting", "Ehcp.Mail", "Ehcp.Messaging"] },
        { "Ehcp.Reporting", ["Ehcp.Contracts", "Ehcp.Csv", "Ehcp.Deadlines", "Ehcp.Hosting", "Ehcp.Mail", "Ehcp.Messaging"] },
    };

    [Theory, MemberData(nameof(Knows))]
    public void A_project_knows_only_what_the_design_lets_it(string project, string[] others) =>
        Assert.Subset(
            others.ToHashSet(),
            Assemblies.Single(assembly => assembly.GetName().Name == project).GetReferencedAssemblies()
                .Select(reference => reference.Name!).Where(name => name.StartsWith("Ehcp.", StringComparison.Ordinal)).ToHashSet());

    [Theory]
    [InlineData("Ehcp.Contracts")]
    [InlineData("Ehcp.Deadlines")]
    public void The_wire_and_the_law_need_nothing_but_the_framework(string project) =>
        Assert.All(
            Assemblies.Single(assembly => assembly.GetName().Name == project).GetReferencedAssemblies(),
            reference => Assert.True(reference.Name is "Ehcp.Contracts" || reference.Name!.StartsWith("System.", StringComparison.Ordinal), reference.Name));

    [Fact]
    public void Only_the_relay_publishes() =>
        Types().That().ResideInNamespaceMatching(@"^Ehcp\..*").And().DoNotResideInNamespaceMatching(@"^Ehcp\.Messaging\.(Outbox|Broker).*")
            .Should().NotDependOnAny(Types().That().HaveFullNameMatching(@"^MassTransit\.(IBus|IPublishEndpoint|ISendEndpointProvider|IBusControl)$"))
            .Because("an event leaves with the state it tells of: in one transaction, through the outbox")
            .Check(Solution);

    [Theory]
    [InlineData("Ehcp.Contracts")]
    [InlineData("Ehcp.Deadlines")]
    [InlineData("Ehcp.Csv")]
    [InlineData("Ehcp.Hosting")]
    [InlineData("Ehcp.Mail")]
    [InlineData("Ehcp.Messaging")]
    [InlineData("Ehcp.Intake")]
    [InlineData("Ehcp.Scheduler")]
    [InlineData("Ehcp.Reporting")]
    public void No_folder_of_a_project_is_known_by_one_that_it_knows(string project) =>
        Assert.Equal("", string.Join('\n', FolderCircles.Of(
            project,
            Solution.Types.SelectMany(type => type.Dependencies)
                // A generic parameter called T is any project's T to the reader of assemblies.
                .Where(dependency => dependency is { Origin.Namespace: not null, Target.Namespace: not null }
                    and { Origin: not GenericParameter, Target: not GenericParameter })
                .Select(dependency => new FolderDependency(
                    dependency.Origin.Namespace.FullName, dependency.Target.Namespace.FullName, dependency.Origin.FullName, dependency.Target.FullName)))));
}
