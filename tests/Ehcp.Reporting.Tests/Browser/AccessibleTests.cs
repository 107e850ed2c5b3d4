using Xunit.Sdk;

namespace Ehcp.Reporting.Tests.Browser;

/// <summary>The walk finds what it is there to find.</summary>
public sealed class AccessibleTests
{
    private const string Skip = """<a href="#main-content">Skip</a>""";

    [Fact]
    public async Task A_page_where_all_is_well_passes() =>
        await WalkAsync(Skip + """<a href="/">Home</a><main id="main-content"><details><summary>More</summary><button>Press</button></details></main>""");

    [Theory]
    [InlineData("""<main id="main-content"><button>Press</button></main>""")] // no way past the menu
    [InlineData(Skip + """<main id="main-content"><style>button:focus { outline: none }</style><button>Press</button></main>""")]
    [InlineData(Skip + """<main id="main-content"><button>One</button><button tabindex="2">Two</button></main>""")]
    [InlineData(Skip + """<main id="main-content"><button>One</button><button tabindex="-1">Two</button></main>""")]
    [InlineData(Skip + """<main id="main-content"><button>Press</button><div style="position: fixed; inset: 0; background: white"></div></main>""")]
    [InlineData(Skip + """<main id="main-content"><button style="position: absolute; left: -500px">Press</button></main>""")]
    public async Task What_a_keyboard_cannot_use_is_found(string body) => await Assert.ThrowsAnyAsync<XunitException>(() => WalkAsync(body));

    [Theory]
    [InlineData(Skip + """<main id="main-content"><h1>Page</h1><img src="data:,"></main>""")]
    [InlineData(Skip + """<main id="main-content"><h1>Page</h1><details><summary>More</summary><div style="width: 2000px">Wide</div></details></main>""")]
    [InlineData(Skip + """<main id="main-content"><h1>Page</h1><p><button style="width: 10px; height: 10px; padding: 0" aria-label="a"></button><button style="width: 10px; height: 10px; padding: 0" aria-label="b"></button></p></main>""")]
    public async Task What_is_not_for_everyone_is_found(string body)
    {
        var page = await Chromium.NewPageAsync(320);
        await page.SetContentAsync($"""<html lang="en"><title>Page</title><body>{body}</body></html>""");

        await Assert.ThrowsAnyAsync<XunitException>(() => Accessible.AssertAsync(page));
    }

    private static async Task WalkAsync(string body)
    {
        var page = await Chromium.NewPageAsync(1280);
        await page.SetContentAsync($"""<html lang="en"><title>Page</title><body>{body}</body></html>""");
        await Accessible.WalkAsync(page);
    }
}
