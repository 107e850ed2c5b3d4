namespace Ehcp.Contracts;

/// <summary>Regular expressions of the wire (ECMA 262, for whole values).</summary>
public static class Patterns
{
    /// <summary>An id of an event or within one.</summary>
    public const string Id = "^[A-Za-z0-9._:-]{1,64}$";

    /// <summary>A case reference: CloudEvents <c>subject</c>. One shaped like a UPN (<see cref="Upn"/>) is refused all the same.</summary>
    public const string CaseReference = "^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$";

    /// <summary>A unique pupil number: a letter, eleven digits, and a digit or letter.</summary>
    public const string Upn = "^[A-Za-z][0-9]{11}[0-9A-Za-z]$";

    /// <summary>A CloudEvents <c>source</c>: a URI reference of 1 to 256 printable characters.</summary>
    public const string Source = "^[!-~]{1,256}$";

    /// <summary>A name of a team or an area, in its one spelling (<see cref="NameText"/>).</summary>
    public const string Name = $"^[{Letters}&'()/-]([{Letters} &'()/-]{{0,58}}[{Letters}&'()/-])?$";

    /// <summary>A name of a school or another setting, in its one spelling: as wide as the names in Get Information About Schools.</summary>
    public const string Setting = $"^[{Letters}&'()/,.:;!+-]([{Letters} &'()/,.:;!+-]{{0,118}}[{Letters}&'()/,.:;!+-])?$";

    /// <summary>A postcode anywhere in a name, which is refused.</summary>
    public const string Postcode = "(^|[^A-Za-z0-9])[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}($|[^A-Za-z0-9])";

    /// <summary>
    /// An e-mail address that every mail server takes as it stands: a local part of 1 to 64 characters whose dots stand one by one between others, one
    /// <c>@</c>, a domain with a dot and without encoded letters of other alphabets, no white space, quotes or brackets, at most 254 characters.
    /// </summary>
    public const string Email =
        @"^(?=.{3,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
        + @"@((?![A-Za-z0-9]{2}--)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$";

    // The Latin alphabet with its accents, and digits.
    private const string Letters = @"A-Za-z0-9\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u1E00-\u1EFF";
}
