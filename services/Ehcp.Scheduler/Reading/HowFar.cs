namespace Ehcp.Scheduler.Reading;

/// <summary>How far an alert has come: as far as its mail, once it stands in one.</summary>
internal static class HowFar
{
    /// <summary>The state as SQL, where the query has <c>alert</c> and the <c>mail</c> it stands in.</summary>
    internal const string Sql = "case alert.state when 'mailed' then mail.state else alert.state end";
}
