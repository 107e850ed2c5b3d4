using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Ehcp.Reporting.Tests.Browser;

/// <summary>What a page must be for everyone: without a violation that axe knows of, and usable by keyboard alone.</summary>
internal static class Accessible
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // By name, because axe leaves out some rules of WCAG 2.2, such as the size of targets, unless asked for them.
    private const string Violations = """
        async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }))
          .violations.map(violation => `${violation.id}: ${violation.help} ${violation.nodes.map(node => node.html).join(' ')}`)
        """;

    // What is folded away must be right as well, once somebody opens it.
    private const string OpenDetails = "() => document.querySelectorAll('details').forEach(details => details.open = true)";

    private const string SticksOut = """
        () => document.documentElement.scrollWidth <= innerWidth ? []
          : [...document.querySelectorAll('main *')].filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).map(one => 'sticks out: ' + one.outerHTML.slice(0, 120))
        """;

    // Axe does not look at drawings. Lines of a grid and the seam of a word may be faint.
    private const string Unseen = """
        () => {
          const canvas = document.body.appendChild(document.createElement('div'));
          canvas.style.backgroundColor = 'Canvas';
          const light = colour => {
            const [r, g, b] = colour.match(/[\d.]+/g).map(Number).map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b;
          };
          const ground = light(getComputedStyle(canvas).backgroundColor);
          canvas.remove();
          const contrast = colour => colour.startsWith('rgb') ? (Math.max(light(colour), ground) + .05) / (Math.min(light(colour), ground) + .05) : 1;
          return [...document.querySelectorAll('main svg :is(text, rect, circle, line, path, polyline, polygon)')].filter(one =>
            one.checkVisibility() && !one.closest('defs, clipPath, mask, .grid, .band') && (one.localName === 'text'
              ? contrast(getComputedStyle(one).fill) < 4.5
              : Math.max(contrast(getComputedStyle(one).fill), contrast(getComputedStyle(one).stroke)) < 3))
            .map(one => 'cannot be seen in the colours of the reader: ' + one.outerHTML.slice(0, 120));
        }
        """;

    /// <summary>Everything that takes the focus, in the order of the document, with how it looks without.</summary>
    private const string Remember = """
        () => {
          const look = element => { const s = getComputedStyle(element); return [s.outlineStyle, s.outlineColor, s.outlineWidth, s.boxShadow, s.backgroundColor, s.color, s.borderColor, s.position].join('|') };
          const seen = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter(element => !element.disabled && element.checkVisibility({ visibilityProperty: true }));
          window.ehcp = { look, seen, without: seen.map(look) };
          return seen.map(element => element.outerHTML.slice(0, 120));
        }
        """;

    private const string Focused = """
        () => {
          const element = document.activeElement, place = window.ehcp.seen.indexOf(element);
          if (place < 0) return { place, html: element.outerHTML.slice(0, 120), wrong: [] };
          const box = element.getClientRects()[0], wrong = [];
          if (window.ehcp.look(element) === window.ehcp.without[place]) wrong.push('looks as without the focus');
          if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) wrong.push('is out of sight');
          else {
            const hit = document.elementFromPoint(Math.min(Math.max(box.left + Math.min(box.width, innerWidth) / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1));
            if (hit && !element.contains(hit) && !hit.contains(element)) wrong.push('lies behind ' + hit.outerHTML.slice(0, 80));
          }
          return { place, html: element.outerHTML.slice(0, 120), wrong };
        }
        """;

    internal static async Task AssertAsync(IPage page)
    {
        await page.EvaluateAsync(OpenDetails);
        await page.EvaluateAsync(Axe);
        None(await page.EvaluateAsync<string[]>(Violations));
        None(await page.EvaluateAsync<string[]>(SticksOut));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = ColorScheme.Dark });
        None(await page.EvaluateAsync<string[]>(Unseen));
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Null, ColorScheme = ColorScheme.Null });
    }

    /// <summary>Presses Tab from the top to the end: every control is reached once, in order, seen, and looks focused; and the first leads past the
    /// menu.</summary>
    internal static async Task WalkAsync(IPage page)
    {
        await page.EvaluateAsync(OpenDetails);
        var controls = await page.EvaluateAsync<string[]>(Remember);
        Assert.StartsWith("<a href=\"#main-content\"", controls[0], StringComparison.Ordinal);
        var (walked, wrong) = (new List<int>(), new List<string>());
        for (var presses = 0; presses <= controls.Length; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<JsonElement>(Focused);
            var place = focused.GetProperty("place").GetInt32();
            if (place < 0)
            {
                break;
            }

            walked.Add(place);
            wrong.AddRange(focused.GetProperty("wrong").EnumerateArray().Select(why => $"{focused.GetProperty("html").GetString()} {why.GetString()}"));
        }

        None(wrong);
        None([.. controls.Where((_, place) => !walked.Contains(place)).Select(control => $"{control} is not reached")]);
        Assert.Equal(walked.Order(), walked);

        await page.FocusAsync("a[href='#main-content']");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(
            await page.EvaluateAsync<bool>(
            "() => { const main = document.querySelector('#main-content'); return main.contains(document.activeElement) || !main.querySelector('a[href], "
            + "button, input, select, summary, [tabindex=\"0\"]') }"));
    }

    // The whole list, which an assertion about a collection would cut short.
    private static void None(IReadOnlyCollection<string> wrong) => Assert.True(wrong.Count == 0, string.Join('\n', wrong));
}
