using Ehcp.Hosting.Parameters;

namespace Ehcp.Hosting.Tests.Parameters;

public sealed class PageKeyTests
{
    [Fact]
    public void A_key_comes_back_as_its_parts()
    {
        var key = PageKey.Write("2026-05-25", "E08000025", "Zoë/1 & co");

        Assert.Equal(key, Uri.EscapeDataString(key));
        Assert.Equal(["2026-05-25", "E08000025", "Zoë/1 & co"], PageKey.Read(key, 3)!);
        Assert.Null(PageKey.Read(key, 2));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("7")]
    [InlineData("!!")]
    [InlineData("W251bGxd")] // [null]
    [InlineData("WyJcdTAwMDAiXQ")] // a NUL
    [InlineData("eyJhIjoxfQ")] // an object
    public void What_is_no_key_of_ours_is_none(string text) => Assert.Null(PageKey.Read(text, 1));

    [Fact]
    public void A_page_has_a_next_only_where_a_row_is_left()
    {
        Assert.Equal((2, (long?)2), Of([1, 2, 3]));
        Assert.Equal((2, null), Of([1, 2]));
        Assert.Equal((0, null), Of([]));

        static (int, long?) Of(long[] found) => PageKey.Page(found, 2, row => row) is var (rows, next) ? (rows.Count, next) : default;
    }
}
