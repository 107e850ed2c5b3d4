namespace Ehcp.Contracts.Tests;

public sealed class AuthoritiesTests
{
    // A county that is split: its end is invented, and so are the two that follow it.
    private const string Invented =
        "991,Oldshire,,2026-03-31,E10009991,992:0.7 993:0.3\n992,Eastshire,2026-04-01,,E06009992,\n993,Westshire,2026-04-01,,E06009993,\n";

    private static string Text { get; } = Lines(AuthorityList.Shipped);

    [Theory]
    [InlineData("E08000025", "330", "E08000025", "Birmingham")]
    [InlineData("330", "330", "E08000025", "Birmingham")]
    [InlineData("825", "825", "E06000060", "Buckinghamshire")]
    [InlineData("E10000002", "825", "E06000060", "Buckinghamshire")]
    [InlineData("E10000023", "815", "E06000065", "North Yorkshire")]
    [InlineData("E10000027", "933", "E06000066", "Somerset")]
    [InlineData("E08000020", "390", "E08000037", "Gateshead")]
    [InlineData("E08000038", "370", "E08000016", "Barnsley")]
    [InlineData("E06000023", "801", "E06000023", "Bristol, City of")]
    public void Any_code_of_an_authority_finds_it_under_one_canonical_code(string code, string dfe, string ons, string name)
    {
        var found = Authorities.Find(code)!;
        Assert.Equal((ons, dfe, name, null), (found.OnsCode, found.DfeCode, found.Name, found.FormerTo));
    }

    [Theory]
    [InlineData("909", "2023-03-31", "942:0.55 943:0.45")] // Cumbria
    [InlineData("928", "2021-03-31", "940:0.46 941:0.54")] // Northamptonshire
    [InlineData("E06000028", "2019-03-31", "839:1")] // Bournemouth
    [InlineData("E06000029", "2019-03-31", "839:1")] // Poole
    [InlineData("835", "2019-03-31", "838:0.88 839:0.12")] // Dorset; Christchurch went with Bournemouth
    public void Former_authorities_are_known_with_who_took_over(string code, string formerTo, string successors)
    {
        var former = Authorities.Find(code)!;
        Assert.Equal(DateOnly.Parse(formerTo, null), former.FormerTo);
        Assert.Equal(successors, string.Join(' ', former.Successors.Select(next => FormattableString.Invariant($"{next.DfeCode}:{next.Share}"))));
        Assert.All(AuthorityList.Shipped.SuccessorsOf(former), next => Assert.Equal(former.VestingDay, next.From));
    }

    [Fact]
    public void A_new_code_is_known_with_the_day_from_which_it_is_used() =>
        Assert.Equal([new("E08000016", null), new("E08000038", new DateOnly(2025, 4, 1))], Authorities.Find("370")!.OnsCodes);

    [Fact]
    public void Who_took_over_from_whom_is_known_from_both_sides()
    {
        var list = AuthorityList.Shipped;
        Assert.Equal(["835", "836", "837"], list.PredecessorsOf("E06000058").Select(authority => authority.DfeCode));
        Assert.Equal("Cumberland (942) or Westmorland and Furness (943)", list.SuccessorsInWords(list.Find("909")!));
        Assert.Equal("Cumbria (909)", list.PredecessorsInWords(list.Find("942")!));
        Assert.Empty(list.PredecessorsOf("E08000025"));
    }

    [Theory]
    [InlineData("E92000001")] // England
    [InlineData("E12000005")] // West Midlands
    [InlineData("W06000015")] // Cardiff
    [InlineData("e08000025")]
    [InlineData("")]
    public void Regions_countries_and_others_are_no_authorities(string code) => Assert.Null(Authorities.Find(code));

    [Fact]
    public void There_are_153_authorities_today_and_each_code_is_one_authority()
    {
        Assert.Equal(153, Authorities.All.Count(authority => authority.FormerTo is null));
        Assert.Equal(5, Authorities.All.Count(authority => authority.FormerTo is not null));
        Assert.All(Authorities.All, authority =>
        {
            Assert.Matches("^[0-9]{3}$", authority.DfeCode);
            Assert.Matches("^E(06|08|09|10)[0-9]{6}$", authority.OnsCode);
            Assert.Same(authority, Authorities.Find(authority.OnsCode));
            Assert.Same(authority, Authorities.Find(authority.DfeCode));
        });
    }

    [Fact]
    public void A_newer_list_takes_the_place_of_the_one_in_use()
    {
        var newer = AuthorityList.Shipped.With(AuthorityList.Parse("\uFEFF" + (Text + Invented).ReplaceLineEndings("\r\n")));
        Assert.Equal(new DateOnly(2026, 4, 1), newer.Find("991")!.VestingDay);
        Assert.Equal("Eastshire (992) or Westshire (993)", newer.SuccessorsInWords(newer.Find("E10009991")!));
        Assert.Equal("Bristol, City of", newer.Find("801")!.Name);
        Assert.NotEqual(AuthorityList.Shipped.Edition, newer.Edition);
        Assert.Same(AuthorityList.Shipped, AuthorityList.Shipped.With(AuthorityList.Parse(Text)));
    }

    [Theory]
    [InlineData("909,Cumbria,,2023-03-31,E10000006,942:0.55 943:0.45\n", "", "E10000006|909")] // a code is gone
    [InlineData("936,Surrey,,,E10000030,", "936,Surrey,,,E06009936 E10000030,", "936")] // cases are stored under the other code
    public void A_list_that_is_not_whole_cannot(string was, string now, string told)
    {
        Assert.Contains(was, Text, StringComparison.Ordinal);
        var newer = AuthorityList.Parse(Text.Replace(was, now, StringComparison.Ordinal));
        Assert.Matches(told, Assert.Throws<FormatException>(() => AuthorityList.Shipped.With(newer)).Message);
    }

    [Theory]
    [InlineData("", "first line")]
    [InlineData("dfe_code,name,former_to,ons_codes\n", "first line")]
    [InlineData("991,Oldshire,,E10009991\n", "six columns")]
    [InlineData("91,Oldshire,,,E10009991,\n", "six columns")]
    [InlineData("991,Oldshire,,,E1000999,\n", "ONS code")]
    [InlineData("991,Oldshire,,,,\n", "ONS code")]
    [InlineData("991,Oldshire,1 April 2019,,E10009991,\n", "a day is written")]
    [InlineData("991,Oldshire,,,E10009991,\n991,Again,,,E10009992,\n", "another authority too")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,\n", "no successor")]
    [InlineData("991,Oldshire,,,E10009991,330:1\n", "no last day")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,999:1\n", "not in the list")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,330:0.5\n", "not 1 together")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,330:0.5 330:0.5\n", "twice")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,330:1.5\n", "a share above 0")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,992:1\n992,Newshire,2026-05-01,,E06009992,\n", "not there on the day after")]
    [InlineData("991,Oldshire,,2026-03-31,E10009991,992:1\n992,Newshire,,2026-03-31,E06009992,991:1\n", "not there on the day after")]
    [InlineData("991,Oldshire,2026-04-01,2026-03-31,E10009991,330:1\n", "before it begins")]
    public void A_list_that_contradicts_itself_is_none(string lines, string told)
    {
        var text = lines.StartsWith("99", StringComparison.Ordinal) || lines.StartsWith("91", StringComparison.Ordinal) ? Text + lines : lines;
        Assert.Contains(told, Assert.Throws<FormatException>(() => AuthorityList.Parse(text)).Message, StringComparison.Ordinal);
    }

    private static string Lines(AuthorityList list) => "dfe_code,name,from,former_to,ons_codes,successors\n" + string.Concat(list.All.Select(authority =>
        FormattableString.Invariant($"{authority.DfeCode},{Quoted(authority.Name)},{authority.From:yyyy-MM-dd},{authority.FormerTo:yyyy-MM-dd},")
        + string.Join(' ', authority.OnsCodes.Select(code => code.From is { } from ? FormattableString.Invariant($"{code.Code}@{from:yyyy-MM-dd}") : code.Code))
        + "," + string.Join(' ', authority.Successors.Select(next => FormattableString.Invariant($"{next.DfeCode}:{next.Share}"))) + "\n"));

    private static string Quoted(string name) => name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name;
}
