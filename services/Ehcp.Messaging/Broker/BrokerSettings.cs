using System.ComponentModel.DataAnnotations;

namespace Ehcp.Messaging.Broker;

/// <summary><c>ConnectionStrings:Broker</c>: amqp://user:password@host:port/virtual-host, or amqps.</summary>
internal sealed class BrokerSettings : IValidatableObject
{
    public string Uri { get; set; } = "";

    internal Uri Address => new(Uri);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!System.Uri.TryCreate(Uri, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
        {
            yield return new ValidationResult("ConnectionStrings:Broker is not an amqp:// or amqps:// address.");
        }
    }
}
