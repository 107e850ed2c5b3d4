using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ehcp.TestKit.Tests;

public sealed class TestVirtualHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_of_one_virtual_host_is_not_in_another()
    {
        await using var first = await TestVirtualHost.CreateAsync();
        await using var second = await TestVirtualHost.CreateAsync();
        await using var here = await ConnectAsync(first.Uri);
        await using var there = await ConnectAsync(second.Uri);
        await using var channel = await here.CreateChannelAsync(cancellationToken: Token);
        await using var other = await there.CreateChannelAsync(cancellationToken: Token);

        await channel.QueueDeclareAsync("kit", durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: Token);

        var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => other.QueueDeclarePassiveAsync("kit", Token));
        Assert.Equal(Constants.NotFound, refusal.ShutdownReason!.ReplyCode);
    }

    [Fact]
    public async Task A_virtual_host_is_gone_after_its_test()
    {
        var host = await TestVirtualHost.CreateAsync();
        await using (await ConnectAsync(host.Uri))
        {
            await host.DisposeAsync();
        }

        // The client learns of the refusal after it has connected.
        await using var late = await ConnectAsync(host.Uri);
        var refusal = await Assert.ThrowsAnyAsync<OperationInterruptedException>(() => late.CreateChannelAsync(cancellationToken: Token));
        Assert.Equal(Constants.NotAllowed, refusal.ShutdownReason!.ReplyCode);
    }

    private static Dictionary<string, object?> Quorum => new() { ["x-queue-type"] = "quorum" };

    private static Task<IConnection> ConnectAsync(Uri uri) =>
        new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Token);
}
