namespace Ehcp.Contracts.Tests;

public sealed class PersonalShapesTests
{
    [Theory]
    [InlineData("Case of H801200001001", "upn")]
    [InlineData("West 943 476 5919", "nhs-number")]
    [InlineData("West 9434765919", "nhs-number")]
    [InlineData("QQ 12 34 56 C", "ni-number")]
    [InlineData("qq123456c", "ni-number")]
    [InlineData("West (01632 960 983)", "phone-number")]
    [InlineData("07700 900982", "phone-number")]
    [InlineData("+44 1632-960983", "phone-number")]
    [InlineData("0044 1632 960983", "phone-number")]
    [InlineData("Near LS1 4AP", "postcode")]
    [InlineData("B147QQ", "postcode")]
    [InlineData("Born 7 June 2014", "birth-date")]
    [InlineData("Born 7th Jun 14", "birth-date")]
    [InlineData("June 7, 2014", "birth-date")]
    [InlineData("2014-06-07", "birth-date")]
    [InlineData("07/06/2014", "birth-date")]
    [InlineData("7.6.14", "birth-date")]
    [InlineData("20140607", "birth-date")]
    public void What_identifies_a_person_is_found_in_a_name(string name, string rule) => Assert.Equal(rule, PersonalShapes.In(name)?.Rule);

    [Theory]
    [InlineData("SEN and Inclusion")]
    [InlineData("Year 9/10/11")]
    [InlineData("Cohort 2025-26")]
    [InlineData("Key stage 1 and 2")]
    [InlineData("Area 12 Marlow 14")]
    [InlineData("Post-16 to 25")]
    [InlineData("Mayfield 11-16 School (2014)")]
    [InlineData("5 May Street Nursery")]
    [InlineData("Team 123456")]
    public void A_name_with_other_numbers_is_a_name(string name) => Assert.Null(PersonalShapes.In(name));

    // H801200001001: 2×8 + 3×0 + 4×1 + 5×2 + 6×0 + 7×0 + 8×0 + 9×0 + 10×1 + 11×0 + 12×0 + 13×1 = 53; 53 mod 23 = 7, the eighth letter: H.
    // 401 023 2137: 10×4 + 9×0 + 8×1 + 7×0 + 6×2 + 5×3 + 4×2 + 3×1 + 2×3 + 1×7 = 99 = 9 × 11.
    [Theory]
    [InlineData("H801200001001", "upn")]
    [InlineData("case-h801200001001", "upn")]
    [InlineData("K801200001001", null)] // another letter than its digits make
    [InlineData("H8012000010011", null)] // a longer word
    [InlineData("urn:case:4010232137", "nhs-number")]
    [InlineData("401-023-2137", "nhs-number")]
    [InlineData("4010232138", null)] // another last digit
    [InlineData("1010232131", null)] // 1 begins a count, not a number of England
    [InlineData("401-023-21370", null)]
    [InlineData("0190b3a2-7c51-7e0a-9c1e-3f2a4d5b6c7d", null)]
    [InlineData("2026-000017", null)]
    [InlineData("", null)]
    public void In_an_id_only_what_proves_itself_is_found(string id, string? rule) => Assert.Equal(rule, PersonalShapes.CheckedIn(id)?.Rule);
}
