using System.Text.Json;
using Ehcp.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>What is known of a case just now.</summary>
internal sealed class KnownCases(DbContext db)
{
    /// <summary>Null where nothing is known of it.</summary>
    /// <param name="authority">ONS code.</param>
    internal async Task<CaseSnapshot?> FindAsync(string authority, string caseReference, CancellationToken cancellationToken) =>
        await db.Set<StoredSnapshot>()
            .Where(stored => stored.Authority == authority && stored.CaseReference == caseReference)
            .Select(stored => stored.Body)
            .SingleOrDefaultAsync(cancellationToken) is { } body
            ? JsonSerializer.Deserialize<CaseSnapshot>(body, ContractsJson.Options)
            : null;
}
