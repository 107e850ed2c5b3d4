using System.Security.Claims;
using Ehcp.Intake.Events;
using Ehcp.Intake.Mappings;

namespace Ehcp.Intake.Importing;

/// <summary>What is to be done with a file.</summary>
/// <param name="Id">Of the import. One that was interrupted goes on under its own.</param>
/// <param name="Mapping">How its columns become facts.</param>
/// <param name="Source">The source of the events.</param>
/// <param name="Authority">The authority of every row; null for what the mapping says.</param>
/// <param name="IsTrial">Whether it is only tried.</param>
/// <param name="Charset">The character set where it is known.</param>
/// <param name="Sender">Whose key it is.</param>
internal sealed record ImportOrder(
    Guid Id, StoredMapping Mapping, string Source, string? Authority, bool IsTrial, string? Charset, ClaimsPrincipal Sender)
{
    /// <summary>What a request says of a file that has only some rows.</summary>
    public const string Changes = "changes";

    /// <summary>Whether the file has only some rows, whatever the mapping says of its files: then a row that is missing says nothing.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether a row that is missing says something.</summary>
    public bool IsWhole => !IsPart && Mapping.Mapping.Extract == ExtractKind.Full;

    /// <summary>ONS code of the one authority of the whole file; null where a column says it.</summary>
    public string? WholeAuthority =>
        Authority ?? (Mapping.Mapping.Authority?.Constant is { } code ? Contracts.Authorities.Find(code)?.OnsCode : null);
}

/// <summary>How an import ended.</summary>
internal enum ImportEnd
{
    /// <summary>To the last row, now or when it was sent before under the same id.</summary>
    Finished,

    /// <summary>The file is not of the kind that the mapping is for.</summary>
    Refused,

    /// <summary>Another file of the same source and mapping is being read.</summary>
    Busy,

    /// <summary>The id is that of an import of another source, mapping, authority or kind.</summary>
    IdTaken,

    /// <summary>The ledger or its database could not be written.</summary>
    Unavailable,
}

/// <summary>What came of an import.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Import">The import; null where none began.</param>
/// <param name="Errors">Why the file was refused.</param>
internal sealed record ImportOutcome(ImportEnd End, ImportRecord? Import, IReadOnlyList<EventError> Errors);
