using Ehcp.EndToEnd.Tests.Deployments;

namespace Ehcp.EndToEnd.Tests.Api;

/// <summary>One deployment for all who read what the services say of themselves, or are made of it.</summary>
[CollectionDefinition]
public sealed class DescribedDeployment : ICollectionFixture<Deployment>
{
    internal static readonly string[] Services = ["Intake", "Scheduler", "Reporting"];

    /// <summary>The description that a service serves.</summary>
    internal static async Task<string> DocumentAsync(Deployment deployment, string service)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(Process(deployment, service).Url, "/openapi/v1.json"), TestContext.Current.CancellationToken);
    }

    internal static ServiceProcess Process(Deployment deployment, string service) =>
        service switch { "Intake" => deployment.Intake, "Scheduler" => deployment.Scheduler, _ => deployment.Reporting };
}
