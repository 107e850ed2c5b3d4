namespace Ehcp.Reporting.Words;

/// <summary>Whom a request waits for, in words.</summary>
internal static class WaitingWords
{
    /// <param name="whom"><c>authority</c>, <c>family</c>, <c>setting</c>, or <c>advice:</c> and its type.</param>
    internal static string Of(string whom) => whom switch
    {
        "authority" => "the authority",
        "family" => "the family, on the draft plan",
        "setting" => "a school or setting that was consulted",
        _ => $"advice: {English.Words(whom["advice:".Length..])}",
    };
}
