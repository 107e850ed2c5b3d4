namespace Ehcp.Contracts.Tests;

public sealed class EmailAddressesTests
{
    [Theory]
    [InlineData("sam.o'hara@council.example")]
    [InlineData("sam_o-hara+plans@send.council.example")]
    [InlineData("s@c.uk")]
    [InlineData("sam@1-a.example")]
    public void An_address_that_can_be_mailed_is_one(string text) => Assert.True(EmailAddresses.IsOne(text));

    [Theory]
    [InlineData("sam..ohara@council.example")]
    [InlineData(".sam@council.example")]
    [InlineData("sam.@council.example")]
    [InlineData("sam@council..example")]
    [InlineData("sam@.example")]
    [InlineData("sam@localhost")]
    [InlineData("sam@-a.example")]
    [InlineData("sam@xn--mnchen-3ya.example")] // letters of another alphabet, encoded
    [InlineData("sam@council.example.")]
    [InlineData("sam@council.example\n")]
    [InlineData("Sam <sam@council.example>")]
    [InlineData("sam@a.example, jo@a.example")]
    [InlineData("sam@jo@a.example")]
    [InlineData("\"sam\"@council.example")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345@council.example")] // 65 before the @
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_text_is_none(string? text) => Assert.False(EmailAddresses.IsOne(text));
}
