namespace Ehcp.Contracts.Tests;

public sealed class AuthoritiesTests
{
    [Theory]
    [InlineData("E08000025", "330", "E08000025", "Birmingham")]
    [InlineData("330", "330", "E08000025", "Birmingham")]
    [InlineData("825", "825", "E06000060", "Buckinghamshire")]
    [InlineData("E10000002", "825", "E06000060", "Buckinghamshire")]
    [InlineData("E10000023", "815", "E06000065", "North Yorkshire")]
    [InlineData("E10000027", "933", "E06000066", "Somerset")]
    [InlineData("E08000020", "390", "E08000037", "Gateshead")]
    [InlineData("E06000023", "801", "E06000023", "Bristol, City of")]
    public void Any_code_of_an_authority_finds_it_under_one_canonical_code(string code, string dfe, string ons, string name) =>
        Assert.Equal(new(ons, dfe, name, null), Authorities.Find(code));

    [Theory]
    [InlineData("909", "2023-03-31")] // Cumbria
    [InlineData("928", "2021-03-31")] // Northamptonshire
    [InlineData("E06000028", "2019-03-31")] // Bournemouth
    public void Former_authorities_are_known(string code, string formerTo) =>
        Assert.Equal(DateOnly.Parse(formerTo, null), Authorities.Find(code)?.FormerTo);

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
}
