namespace Ehcp.Simulator;

/// <summary>Where the system is and which keys open it, as <c>deploy/up</c> writes them.</summary>
public sealed record Addresses(
    Uri Intake, string IntakeKey, Uri? Scheduler, string StaffKey, Uri? Reporting, string ReportingKey, string? MailFolder, string? MailPage)
{
    public static Addresses FromEnvironment() => new(
        Address("INTAKE_URL") ?? throw new UsageException("INTAKE_URL is not set; deploy/up writes it to .local/env."),
        Setting("INTAKE_KEY") ?? "",
        Address("SCHEDULER_URL"),
        Setting("STAFF_KEY") ?? "",
        Address("REPORTING_URL"),
        Setting("REPORTING_KEY") ?? "",
        Setting("MAIL_DIR"),
        Setting("MAIL_URL"));

    private static Uri? Address(string name) => Setting(name) switch
    {
        null => null,
        var text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new UsageException($"{name} is no address: {text}"),
    };

    // An empty variable is "not set".
    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>The person who started it can put it right.</summary>
public sealed class UsageException(string message) : Exception(message);
