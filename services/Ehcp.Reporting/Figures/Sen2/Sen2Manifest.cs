using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>Of which collection and authority a return is.</summary>
/// <param name="Year">The collection.</param>
/// <param name="Reference">Its reference date.</param>
/// <param name="DfeCode">DfE's code of the authority: LEA in the header.</param>
/// <param name="Authority">Its ONS code.</param>
/// <param name="Known">The instant it speaks of.</param>
internal sealed record Sen2Frame(Sen2Year Year, DateOnly Reference, string DfeCode, string Authority, AsKnown Known);

/// <summary>What is in a return, what is not and why: it travels with the files.</summary>
/// <param name="CollectionYear">Year of the collection.</param>
/// <param name="ReferenceDate">Its reference date.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="Lea">DfE's code.</param>
/// <param name="AsOf">The instant it speaks of.</param>
/// <param name="KnownTo">Every event recorded before it is in it; null before Intake has told of its minutes.</param>
/// <param name="Edition">The items are those of the collection of this year.</param>
/// <param name="Population">Which requests and plans are in it.</param>
/// <param name="Files">The files beside it.</param>
/// <param name="Items">Every item of the modules, filled or not.</param>
/// <param name="NotInFiles">What else a return has that is not here.</param>
/// <param name="Sources">Where the items were read.</param>
public sealed record Sen2Manifest(
    int CollectionYear,
    DateOnly ReferenceDate,
    string Authority,
    string Lea,
    DateTimeOffset AsOf,
    DateTimeOffset? KnownTo,
    int Edition,
    string Population,
    IReadOnlyList<Sen2ManifestFile> Files,
    IReadOnlyList<Sen2ManifestItem> Items,
    IReadOnlyList<NotInReturn> NotInFiles,
    IReadOnlyList<Sen2ManifestSource> Sources)
{
    // For a file, not for a page: an apostrophe may stand as one.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    internal byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Readable), (byte)'\n'];

    internal static Sen2Manifest Of(Sen2Frame frame, Sen2Edition edition, Sen2Return found) => new(
        frame.Year.Collection, frame.Reference, frame.Authority, frame.DfeCode, frame.Known.At, found.Freshness.KnownTo, edition.From,
        frame.Year.Population,
        [
            .. edition.Modules.Select(module => new Sen2ManifestFile(
                $"{module.Name}.csv", module.Title, found.Records.Count(record => Sen2Edition.Has(module, record)))),
            new("fragments.xml", "The same modules as XML, by case reference", found.Records.Count),
        ],
        [
            .. edition.Modules.SelectMany(module => module.Items.Select(item => new Sen2ManifestItem(
                module.Name, item.Tag, item.Number, item.Verified, item.Held, item.Why, item.Source.Split(' '),
                found.Records.Count(record => Sen2Edition.Has(module, record) && Sen2Edition.Value(item, record) is null)))),
        ],
        Sen2NotHeld.Of(found.TellsOfDisputes),
        [.. Sen2Specification.Sources.Select(source => new Sen2ManifestSource(source.Source, source.Where, source.What))]);
}

/// <param name="File">Its name.</param>
/// <param name="Module">What it holds.</param>
/// <param name="Rows">How many rows; of the XML, how many requests.</param>
public sealed record Sen2ManifestFile(string File, string Module, int Rows);

/// <param name="Module">Name of its blade.</param>
/// <param name="Tag">XML tag; in small letters the column.</param>
/// <param name="Number">Number in DfE's guide of 2025; null where it could not be confirmed.</param>
/// <param name="Verified">Whether name and codes were read in a public source. False: look at them before you send.</param>
/// <param name="Held">Whether events tell it.</param>
/// <param name="Why">Why it is not held, or what to know of it.</param>
/// <param name="Sources">Where it was read.</param>
/// <param name="Empty">In how many rows it is empty.</param>
public sealed record Sen2ManifestItem(
    string Module, string Tag, string? Number, bool Verified, bool Held, string? Why, IReadOnlyList<string> Sources, int Empty);

/// <param name="Source">Its name.</param>
/// <param name="Where">Repository and file.</param>
/// <param name="What">What it tells.</param>
public sealed record Sen2ManifestSource(string Source, string Where, string What);

/// <param name="What">Items of the return.</param>
/// <param name="Why">Why they are not here.</param>
public sealed record NotInReturn(string What, string Why);

/// <summary>What this service does not hold, and so neither fills nor checks.</summary>
internal static class Sen2NotHeld
{
    internal static IReadOnlyList<NotInReturn> Of(bool tellsOfDisputes) =>
    [
        new("The header with DMO, DCO and DSCO, and the person: names, date of birth, sex, ethnicity, postcode, UPN and ULN, with the rules about them",
            "No child's identity is ever accepted here: your case system adds them, by case reference."),
        .. Items().Select(item => new NotInReturn(item.Module, item.Why)),
        .. tellsOfDisputes ? Array.Empty<NotInReturn>() :
        [
            new("RequestMediation, RequestTribunal, AssessmentMediation, AssessmentTribunal, OtherMediation, OtherTribunal",
                "No source of the authority tells of mediation or tribunals, so that there was none cannot be said; they stay empty."),
        ],
        new("Plans that began or ceased from 1 January to the reference date",
            "Modules 4 and 5 are of 31 December; the check plan-changed-before-reference-date lists them."),
        new("DfE's own validation rules by their numbers", "The sheet could not be read; the checks follow from DfE's definitions."),
    ];

    private static IEnumerable<(string Module, string Why)> Items() => Sen2Specification.Of(int.MaxValue - 1)
        .SelectMany(module => module.Items.Where(item => !item.Held))
        .GroupBy(item => (item.Module, item.Why))
        .Select(items => ($"{items.Key.Module}: {string.Join(", ", items.Select(item => item.Tag))}", items.Key.Why ?? "Not recorded; it stays empty."));
}
