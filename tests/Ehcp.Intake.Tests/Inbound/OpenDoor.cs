using System.Text;
using System.Text.Json.Nodes;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;
using RabbitMQ.Client;

namespace Ehcp.Intake.Tests.Inbound;

/// <summary>Intake with its door at a broker open, and an upstream's user there, made by the command that a council uses.</summary>
public class OpenDoor : IAsyncLifetime
{
    internal const string Exchange = "ehcp.inbound";
    internal const string Rejected = "ehcp.inbound.rejected";
    internal const string Structured = "application/cloudevents+json";
    internal const string Batch = "application/cloudevents-batch+json";

    private readonly List<IAsyncDisposable> _connections = [];
    private readonly List<string> _users = [];
    private TestVirtualHost _broker = null!;

    internal RunningIntake Intake { get; private set; } = null!;

    /// <summary>Where the upstream sends to.</summary>
    internal Uri Address { get; private set; } = null!;

    /// <summary>The broker, as whoever runs it sees it.</summary>
    internal IChannel Operator { get; private set; } = null!;

    internal IChannel Sender { get; private set; } = null!;

    protected virtual int Readers => 2;

    /// <summary>Whether the upstream may send for every source and authority.</summary>
    protected virtual bool SendsEverything => false;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestVirtualHost.CreateAsync();
        Intake = new() { Broker = _broker.Uri, Readers = Readers, UpstreamSendsEverything = SendsEverything };
        await Intake.InitializeAsync();
        Operator = await ChannelAsync(_broker.Uri);
        Address = await MakeUserAsync(Intake.Upstream);
        await Until.PassesAsync(async () =>
        {
            await using var channel = await ChannelAsync(_broker.Uri);
            await channel.QueueDeclarePassiveAsync("ehcp.inbound.events", Stop);
        }, cancellationToken: Stop);
        Sender = await ChannelAsync(Address);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await Intake.DisposeAsync();
        foreach (var user in _users)
        {
            await UpstreamUsers.RemoveAsync(user, _broker.Uri, await TestServers.RabbitMqApiAsync());
        }

        await _broker.DisposeAsync();
    }

    internal async Task<Uri> MakeUserAsync(string name)
    {
        _users.Add(name);
        return await UpstreamUsers.MakeAsync(name, _broker.Uri, await TestServers.RabbitMqApiAsync());
    }

    internal async Task<IChannel> ChannelAsync(Uri address)
    {
        var connection = await new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Stop);
        _connections.Add(connection);
        return await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
    }

    internal Task SendAsync(string body, string contentType = Structured) => SendAsync(Encoding.UTF8.GetBytes(body), Envelope(contentType));

    internal async Task SendAsync(byte[] body, BasicProperties envelope) =>
        await Sender.BasicPublishAsync(Exchange, "event", mandatory: true, envelope, body, Stop);

    internal BasicProperties Envelope(string? contentType, params (string Name, object? Value)[] headers)
    {
        var envelope = new BasicProperties
        {
            UserId = Intake.Upstream,
            Persistent = true,
            Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        };
        if (contentType is not null)
        {
            envelope.ContentType = contentType;
        }

        return envelope;
    }

    /// <summary>Waits until an event is in the ledger.</summary>
    internal Task RecordedAsync(string id) => Until.EqualAsync(1L, () => CountAsync(id), cancellationToken: Stop);

    /// <summary>The first column of the first row, as a text.</summary>
    internal async Task<string> TextAsync(string sql)
    {
        await using var command = Intake.Database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(Stop))!;
    }

    internal async Task<long> CountAsync(string id)
    {
        await using var command = Intake.Database.CreateCommand("select count(*) from ledger where id = $1");
        command.Parameters.AddWithValue(id);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    /// <summary>Takes the next of what was refused, waiting for it.</summary>
    internal async Task<(JsonNode Said, IReadOnlyBasicProperties Properties)> RejectedAsync()
    {
        BasicGetResult? taken = null;
        await Until.TrueAsync(async () => (taken = await Operator.BasicGetAsync(Rejected, autoAck: true, Stop)) is not null, cancellationToken: Stop);
        return (JsonNode.Parse(taken!.Body.Span)!, taken.BasicProperties);
    }

    internal async Task<uint> RejectedCountAsync() => await Operator.MessageCountAsync(Rejected, Stop);
}
