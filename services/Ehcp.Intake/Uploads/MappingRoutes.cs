using Ehcp.Csv;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Mappings;

namespace Ehcp.Intake.Uploads;

/// <summary>Every mapping there is.</summary>
/// <param name="Mappings">By name; of each the newest version.</param>
public sealed record MappingList(IReadOnlyList<MappingLine> Mappings);

/// <summary>A mapping in a list.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Version">Its version; 0 for one that comes with the service.</param>
/// <param name="Hash">SHA-256 of what it says.</param>
/// <param name="About">What kind of file it is for.</param>
/// <param name="Verified">Whether it was made from the format itself; false where no public description of the format was found; null where nobody says.</param>
/// <param name="Source">The source of its events; null where the request names it.</param>
/// <param name="StoredAt">When it was stored; null for one that comes with the service.</param>
public sealed record MappingLine(string Name, int Version, string Hash, string? About, bool? Verified, string? Source, DateTimeOffset? StoredAt);

/// <summary>/v1/mappings, and the first guess of one.</summary>
internal static class MappingRoutes
{
    public static async Task<IResult> ListAsync(HttpContext context, MappingStore mappings, CancellationToken cancellationToken) =>
        TypedResults.Json(
            new MappingList([.. (await mappings.AllAsync(cancellationToken)).Where(one => Upload.MayUse(context, one.Mapping)).Select(LineOf)]),
            UploadsJson.Default.MappingList);

    public static async Task<IResult> FindAsync(
        HttpContext context, string name, MappingStore mappings, CancellationToken cancellationToken, int? version = null) =>
        await mappings.FindAsync(name, version, cancellationToken) is { } stored && Upload.MayUse(context, stored.Mapping)
            ? TypedResults.Bytes(MappingJson.Write(stored.Mapping), "application/json")
            : ProblemCatalogue.UnknownMapping.Answer();

    public static async Task<IResult> StoreAsync(HttpContext context, string name, MappingStore mappings, CancellationToken cancellationToken)
    {
        if (await Upload.ReadAsync(context.Request.Body, cancellationToken) is not { } file)
        {
            return ProblemCatalogue.TooLarge.Answer();
        }

        if (file.Length == 0)
        {
            return ProblemCatalogue.BodyMissing.Answer("Send the mapping as JSON.");
        }

        try
        {
            if (MappingJson.Read(file).Name != name)
            {
                return ProblemCatalogue.MappingInvalid.Answer([ProblemError.OfBody("/name", "other-name", "Must be the name in the address.")]);
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // It is told below what is wrong with it.
        }

        var (stored, refusal) = await Upload.StoreAsync(mappings, context, file, source: null, cancellationToken);
        return stored is null ? refusal! : TypedResults.Json(LineOf(stored), UploadsJson.Default.MappingLine);
    }

    public static async Task<IResult> SuggestAsync(
        HttpContext context, CancellationToken cancellationToken, string? name = null, string? source = null, string? authority = null)
    {
        if (Upload.Plain(context) is not { } sent)
        {
            return ProblemCatalogue.MediaType.Answer("Send the CSV file, or its first lines, as text/csv.");
        }

        if (source is not null && !context.User.MaySendFrom(source))
        {
            return Refusals.Problems.SourceNotAllowed();
        }

        try
        {
            await using var file = await CsvFile.OpenAsync(sent.Body, sent.Charset, cancellationToken);
            if (file.Header.Length == 0)
            {
                return ProblemCatalogue.BodyMissing.Answer("The file is empty.");
            }

            return TypedResults.Bytes(MappingJson.Write(MappingSuggestion.Of(file.Header, name, source, authority)), "application/json");
        }
        catch (CsvException unreadable)
        {
            return ProblemCatalogue.FileRefused.Answer(unreadable.InWords);
        }
    }

    private static MappingLine LineOf(StoredMapping stored) => new(
        stored.Mapping.Name, stored.Version, Convert.ToHexStringLower(stored.Hash), stored.Mapping.About, stored.Mapping.Verified, stored.Mapping.Source,
        stored.StoredAt);
}
