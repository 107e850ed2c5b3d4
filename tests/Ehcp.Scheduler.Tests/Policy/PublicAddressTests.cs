using Ehcp.Mail;
using Ehcp.Scheduler.Policy;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Tests.Policy;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://10.20.30.40:8443/ehcp")]
    [InlineData("http://localhost:5103")]
    [InlineData("https://ehcp.intranet.example")]
    public void A_Message_ID_ends_in_the_senders_domain_whatever_the_pages_are_called_by(string publicUrl)
    {
        var address = new PublicAddress(Options.Create(new PublicSettings { PublicUrl = publicUrl }),
            Options.Create(new MailSettings { From = "ehcp@send.council.example" }));

        Assert.EndsWith("@send.council.example", address.NewMessageId(), StringComparison.Ordinal);
        Assert.NotEqual(address.NewMessageId(), address.NewMessageId());
    }
}
