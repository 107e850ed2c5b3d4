using CsCheck;

namespace Ehcp.Contracts.Tests;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("Area  West", "Area West")]
    [InlineData("Area \u00A0\u3000 West", "Area West")] // blanks that do not break, and a wide one
    [InlineData("Area \uFF37est", "Area West")] // a wide letter
    [InlineData("Ame\u0301lie", "Am\u00E9lie")] // as macOS writes it
    [InlineData("E\u0302\u0323a", "\u1EC6a")] // two marks, in either order
    [InlineData("E\u0323\u0302a", "\u1EC6a")]
    [InlineData("\u00CA\u0323a", "\u1EC6a")]
    [InlineData("St Mary\u2019s \u2013 upper", "St Mary's - upper")]
    [InlineData("o\uFB03ce", "office")]
    [InlineData("\u0149ew", "'new")] // an apostrophe and an n in one character
    [InlineData("Ynys M\u00F4n", "Ynys M\u00F4n")]
    [InlineData(" West", " West")] // what is wrong is not mended
    [InlineData("x\u0338", "x\u0338")]
    [InlineData("\uFFFE", "\uFFFE")]
    [InlineData("", "")]
    public void A_name_has_one_spelling(string written, string normal) => Assert.Equal(normal, NameText.Normal(written));

    [Fact]
    public void The_one_spelling_of_the_one_spelling_is_itself() =>
        Gen.String[Gen.OneOf(Gen.Char["aEo  &'-"], Gen.Char['\u00A0', '\u024F'], Gen.Char['\u0300', '\u0331'], Gen.Char['\u1E00', '\u1EFF'], Gen.Char), 0, 12]
            .Sample(text => NameText.Normal(NameText.Normal(text)) == NameText.Normal(text), threads: 1);
}
