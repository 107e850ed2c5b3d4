using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Scheduler.Cases;

namespace Ehcp.Scheduler.Reorganisations;

/// <summary>A case that passes on.</summary>
/// <param name="From">Where it is.</param>
/// <param name="To">Where it goes.</param>
/// <param name="HeldTo">Last day, inclusive, of the authority that it is with.</param>
/// <param name="TakenBack">How often it passed on before by an event that was taken back.</param>
internal sealed record PassingCase(CaseKey From, CaseKey To, DateOnly HeldTo, int TakenBack)
{
    /// <summary>
    /// The event that says so. The same for the same act, to the byte, so that saying it again is a duplicate; another once the last one was taken back.
    /// </summary>
    internal JsonObject Event(string source)
    {
        var data = new JsonObject { ["authority"] = From.Authority, ["heldTo"] = HeldTo.ToString("yyyy-MM-dd", null), ["successor"] = To.Authority };
        if (To.CaseReference != From.CaseReference)
        {
            data["successorReference"] = To.CaseReference;
        }

        return new()
        {
            ["specversion"] = "1.0",
            ["id"] = EventId,
            ["source"] = source,
            ["type"] = FactCatalogue.Of<CasePassedOn>().WireType,
            ["subject"] = From.CaseReference,
            ["time"] = LondonCalendar.StartOf(HeldTo.AddDays(1)).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null),
            ["data"] = data,
        };
    }

    private string EventId => "passed-on-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', From.Authority, From.CaseReference, To.Authority, To.CaseReference, HeldTo.ToString("yyyy-MM-dd", null), $"{TakenBack}"))).AsSpan(0, 20));
}

/// <summary>Where one case is to go.</summary>
/// <param name="CaseReference">Its reference at the authority that ended.</param>
/// <param name="Successor">ONS or DfE code of the authority that takes it over.</param>
/// <param name="SuccessorReference">Its reference there; absent means the same.</param>
internal sealed record NamedCase(string CaseReference, string Successor, string? SuccessorReference = null);
