using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>A kind of mail: what its mails say, found out as late as they leave.</summary>
internal interface IMailKind
{
    /// <summary>What the kind is called in the database and in answers.</summary>
    string Name { get; }

    /// <summary>Writes the content of mails that have none yet. One that has nothing left to say gets none.</summary>
    /// <param name="alerts">The alerts that still stand in each mail.</param>
    /// <param name="written">By mail; added to.</param>
    Task WriteAsync(
        NpgsqlConnection connection, long[] mails, ILookup<long, MailLine> alerts, DateOnly today, Dictionary<long, MailContent> written,
        CancellationToken cancellationToken);
}
