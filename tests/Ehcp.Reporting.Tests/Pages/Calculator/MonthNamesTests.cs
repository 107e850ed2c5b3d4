using Ehcp.Reporting.Pages.Calculator;

namespace Ehcp.Reporting.Tests.Pages.Calculator;

public sealed class MonthNamesTests
{
    [Theory]
    [InlineData("February", "2")]
    [InlineData("MAY", "5")]
    [InlineData("jul", "7")]
    [InlineData("Sept", "9")]
    [InlineData("sep", "9")]
    [InlineData("december", "12")]
    [InlineData("12", "12")]
    [InlineData("j", "j")]
    [InlineData("juillet", "juillet")]
    [InlineData("", "")]
    public void A_month_is_known_by_its_name_or_the_first_three_letters_of_it(string written, string month) =>
        Assert.Equal(month, MonthNames.AsNumber(written));
}
