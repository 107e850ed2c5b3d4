using System.Text;
using Ehcp.Contracts;
using Ehcp.Intake.Mappings;

namespace Ehcp.Intake.Tests.Mappings;

public sealed class MappingTests
{
    [Theory]
    [InlineData("Surname")]
    [InlineData("Forename")]
    [InlineData("PersonBirthDate")]
    [InlineData("UPN")]
    [InlineData("UniqueLearnerNumber")]
    [InlineData("ULN")]
    [InlineData("PostCode")]
    [InlineData("post_code")]
    [InlineData("Sex")]
    [InlineData("GenderCurrent")]
    [InlineData("Ethnicity")]
    [InlineData("Child's name")]
    [InlineData("Pupil Surname 2")]
    [InlineData("DOB")]
    [InlineData("Date of birth")]
    [InlineData("NHS Number")]
    [InlineData("Parent email")]
    [InlineData("Address Line 1")]
    [InlineData("AddressLine2")]
    [InlineData("Case notes")]
    [InlineData("mobilePhone")]
    public void A_column_that_says_who_somebody_is_is_known(string name) => Assert.True(PersonalColumns.Has(name));

    [Theory]
    [InlineData("requeststableid")]
    [InlineData("persontableid")]
    [InlineData("ReceivedDate")]
    [InlineData("Case reference")]
    [InlineData("Team name")]
    [InlineData("School name")]
    [InlineData("Case officer email")]
    [InlineData("Date EHC plan issued")]
    [InlineData("Primary need")]
    [InlineData("Year group")]
    [InlineData("SENtype")]
    [InlineData("Placement")]
    [InlineData("Package")]
    public void A_column_of_the_process_is_not_taken_for_one(string name) => Assert.False(PersonalColumns.Has(name));

    [Fact]
    public void What_comes_with_the_service_has_no_errors()
    {
        Assert.Equal(10, MappingStore.Shipped.Count());
        Assert.All(MappingStore.Shipped, preset =>
        {
            Assert.Equal(["shipped-name"], MappingCheck.Errors(preset.Mapping).Select(error => error.Rule)); // nobody else's can be called so
            Assert.Equal(!preset.Mapping.Name.EndsWith("-unverified", StringComparison.Ordinal), preset.Mapping.Verified);
            Assert.Equal(preset.Mapping.Verified == false, preset.Mapping.About!.Contains("UNVERIFIED", StringComparison.Ordinal));
            Assert.Equal(preset.Mapping.Verified == false, Encoding.UTF8.GetString(preset.File).Contains("// UNVERIFIED", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_mapping_comes_back_from_its_file()
    {
        var written = MappingJson.Write(MappingStore.Shipped.First(preset => preset.Mapping.Name == "sen2-requests").Mapping);

        Assert.Equal(written, MappingJson.Write(MappingJson.Read(written)));
        Assert.Contains("\"parent-or-young-person\"", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_mapping_is_told_at_once()
    {
        var mapping = MappingJson.Read("""
            {
              "name": "My mapping", "source": "a b", "authority": { "constant": "E92000001" }, "caseReference": { "constant": "1" }, "row": ["UPN"],
              "facts": [
                { "type": "request-recieved", "data": {} },
                { "type": "assessment-decided", "when": [{ "column": "Surname" }],
                  "data": { "decision": { "column": "Outcome", "codes": { "Y": "yes" } }, "colour": { "column": "A", "constant": "b" } } },
              ],
            }
            """u8);

        Assert.Equal(
            [
                "authority /authority/constant", "code /facts/1/data/decision", "column-or-constant /facts/1/data/colour", "condition /facts/1/when/0",
                "mapping-name /name", "pattern /source", "personal-column /facts/1/when/0/column", "personal-column /row/0",
                "required /facts/1/data/notifiedOn", "type /facts/0/type", "unknown /facts/1/data/colour",
            ],
            MappingCheck.Errors(mapping).Select(error => $"{error.Rule} {error.Pointer}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_header_is_guessed_from()
    {
        var mapping = MappingSuggestion.Of(
            ["Case Ref", "Surname", "DOB", "LA Code", "Date Request Received", "Requested By", "Date Assessment Decision", "Assessment Decision", "Draft Plan Issued Date",
                "Final Plan Issued", "Case Officer Email", "Team", "Primary Need", "NCY", "Review Meeting Date", "Lunch money"],
            "report", "synergy");

        Assert.Empty(MappingCheck.Errors(mapping));
        Assert.Equal(("report", "synergy", "Case Ref", "LA Code"), (mapping.Name, mapping.Source, mapping.CaseReference.Column, mapping.Authority!.Column));
        Assert.Equal(["Surname", "DOB"], mapping.Drop!);
        Assert.Equal(
            [
                "assessment-decided decision=Assessment Decision notifiedOn=Date Assessment Decision", "case-assigned caseOfficer=Case Officer Email team=Team",
                "case-described primaryNeed=Primary Need yearGroup=NCY", "draft-plan-served servedOn=Draft Plan Issued Date", "final-plan-sent sentOn=Final Plan Issued",
                "request-received receivedOn=Date Request Received requestedBy=Requested By", "review-meeting-held heldOn=Review Meeting Date",
            ],
            mapping.Facts.Select(fact => $"{fact.Type} {string.Join(' ', fact.Data.OrderBy(field => field.Key).Select(field => $"{field.Key}={field.Value.Column}"))}")
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("EHCP Ref;Date of Referral;Decision to Assess (Y/N);Date Draft EHCP Issued;Date Final EHCP Issued", "request-received draft-plan-served final-plan-sent")]
    [InlineData("Case No;6 week decision;6 week decision date;Closed date;Closed reason;NCY", "assessment-decided request-closed case-described")]
    [InlineData("PersonID;RequestDate;ProposedPlanDate;PlanCeaseDate;PlanCeaseReason", "request-received draft-plan-served plan-ceased")]
    public void What_is_guessed_is_what_a_person_would_guess(string header, string types) =>
        Assert.Equal(types.Split(' '), MappingSuggestion.Of(header.Split(';')).Facts.Select(fact => fact.Type));

    [Fact]
    public void A_decision_is_never_guessed()
    {
        var mapping = MappingSuggestion.Of(["Case No", "Annual review decision date", "Final plan issued"]);

        Assert.Equal(["final-plan-sent"], mapping.Facts.Select(fact => fact.Type));
        Assert.Contains("Annual review decision date may tell review-decided, which needs decision too", mapping.About, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guess_has_no_errors_whatever_the_header_says()
    {
        foreach (var type in FactCatalogue.All)
        {
            foreach (var field in type.Fields)
            {
                Assert.Empty(MappingCheck.Errors(MappingSuggestion.Of([$"{type.Name} {field.Name}", field.Name, "Surname", "", "="])));
            }
        }
    }
}
