using System.Collections.Frozen;
using Ehcp.Csv;

namespace Ehcp.Intake.Mappings;

/// <summary>
/// Columns that say who somebody is. None of them has a place here: a mapping that uses one is refused, and in a file they are dropped before anything is
/// kept or logged, and named in the report.
/// </summary>
internal static class PersonalColumns
{
    // Whole names, without blanks and in small letters.
    private static readonly FrozenSet<string> Names = new[]
    {
        "name", "fullname", "surname", "lastname", "familyname", "forename", "forenames", "firstname", "firstnames", "givenname", "middlename", "middlenames",
        "preferredname", "preferredsurname", "preferredforename", "knownas", "alias", "title", "initials", "salutation",
        "child", "childname", "pupil", "pupilname", "studentname", "student", "youngperson", "youngpersonname", "clientname", "personname", "parent", "parentname",
        "carer", "carername", "guardian", "mother", "father",
        "dob", "dateofbirth", "birthdate", "personbirthdate", "birthday", "dateofdeath", "dod", "age", "placeofbirth",
        "upn", "formerupn", "uniquepupilnumber", "uln", "uniquelearnernumber", "nhsno", "nhsnumber", "nhs", "nino", "ninumber", "nationalinsurancenumber",
        "uci", "passportnumber",
        "sex", "gender", "gendercurrent", "genderidentity", "ethnicity", "ethnicorigin", "ethniccode", "ethnicgroup", "religion", "nationality", "language",
        "firstlanguage", "homelanguage", "sexualorientation", "disability", "diagnosis", "medical", "medicalconditions", "freeschoolmeals", "fsm",
        "postcode", "postalcode", "address", "homeaddress", "addressline", "street", "house", "housenumber", "housename", "town", "city", "county", "locality", "uprn",
        "phone", "phonenumber", "telephone", "telephonenumber", "tel", "mobile", "mobilenumber", "email", "emailaddress", "contactdetails",
        "notes", "note", "comments", "comment", "freetext", "narrative", "description", "remarks", "details",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Words that make a name personal wherever they stand in it.
    private static readonly FrozenSet<string> Words = new[]
    {
        "surname", "forename", "forenames", "firstname", "lastname", "dob", "birth", "birthdate", "upn", "uln", "nhs", "nino", "postcode", "address", "ethnicity",
        "ethnic", "religion", "gender", "sex", "phone", "telephone", "mobile", "nationality", "notes", "comments", "comment", "narrative",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Within a name that is written without gaps.
    private static readonly string[] Parts = ["surname", "forename", "firstname", "lastname", "dateofbirth", "birthdate", "postcode", "ethnic", "pupilname", "childname", "parentname"];

    private static readonly FrozenSet<string> People = new[]
    {
        "child", "childs", "pupil", "pupils", "student", "parent", "parents", "carer", "carers", "mother", "father", "guardian", "family", "yp", "person", "client",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfPeople = new[] { "name", "names", "email", "initials", "age" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a column of this name says who somebody is.</summary>
    public static bool Has(string name)
    {
        var key = ColumnNames.Key(name);
        if (Names.Contains(key) || Array.Exists(Parts, part => key.Contains(part, StringComparison.Ordinal)))
        {
            return true;
        }

        var words = ColumnNames.Words(name);
        return words.Exists(Words.Contains) || (words.Exists(People.Contains) && words.Exists(OfPeople.Contains))
            || (Names.Contains(key.TrimEnd("0123456789".ToCharArray())) && key.Length > 0);
    }
}
