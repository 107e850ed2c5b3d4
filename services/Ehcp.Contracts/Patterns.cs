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

    /// <summary>A name of a team, an area or a setting.</summary>
    public const string Name = @"^[\p{L}\p{N}&'()/-]([\p{L}\p{N} &'()/-]{0,58}[\p{L}\p{N}&'()/-])?$";

    /// <summary>A postcode anywhere in a name, which is refused.</summary>
    public const string Postcode = "(^|[^A-Za-z0-9])[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}($|[^A-Za-z0-9])";

    /// <summary>An e-mail address: one <c>@</c>, a domain with a dot, no white space, quotes or brackets, at most 254 characters.</summary>
    public const string Email = @"^(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$";
}
