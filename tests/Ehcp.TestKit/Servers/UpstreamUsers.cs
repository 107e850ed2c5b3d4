using System.Diagnostics;

namespace Ehcp.TestKit.Servers;

/// <summary>The broker's users of other systems, made by the command that a council uses: deploy/upstream.</summary>
public static class UpstreamUsers
{
    /// <summary>Makes one, or gives it a new password.</summary>
    /// <param name="name">Its name. A broker knows its users for all virtual hosts.</param>
    /// <param name="host">A virtual host.</param>
    /// <param name="management">The broker's management interface.</param>
    /// <returns>Where it sends to.</returns>
    public static async Task<Uri> MakeAsync(string name, Uri host, Uri management)
    {
        ArgumentNullException.ThrowIfNull(host);
        var address = new Uri((await RunAsync(name, host, management)).Trim()["AMQP_URL=".Length..]);
        return address.AbsolutePath == host.AbsolutePath
            ? new UriBuilder(host) { UserName = address.UserInfo.Split(':')[0], Password = address.UserInfo.Split(':')[1] }.Uri
            : throw new InvalidOperationException($"It is told to send to {address}.");
    }

    public static Task RemoveAsync(string name, Uri host, Uri management) => RunAsync(name, host, management, "--remove");

    private static async Task<string> RunAsync(string name, Uri host, Uri management, params string[] more)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Checkout.Folder, "deploy", "upstream"), [name, "--api", management.ToString(), "--vhost", host.AbsolutePath.TrimStart('/'), .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"deploy/upstream: {await errors}");
    }
}
