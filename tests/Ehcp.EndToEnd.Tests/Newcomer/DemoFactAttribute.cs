using System.Runtime.CompilerServices;

namespace Ehcp.EndToEnd.Tests.Newcomer;

/// <summary>A test of <c>deploy/up --local</c>: it needs the servers' packages, or may install them.</summary>
public sealed class DemoFactAttribute : FactAttribute
{
    public DemoFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = "PostgreSQL and RabbitMQ are not installed here, and only an administrator may install them.";
        SkipType = typeof(DemoFactAttribute);
        SkipUnless = nameof(IsPossible);
    }

    public static bool IsPossible =>
        (Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        || (Directory.Exists("/usr/lib/postgresql") && File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server"));
}
