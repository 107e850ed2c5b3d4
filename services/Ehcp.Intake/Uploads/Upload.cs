using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ehcp.Csv;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Events;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Mappings;
using Ehcp.Intake.Refusals;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Ehcp.Intake.Uploads;

/// <summary>What a request asks for, beside the file.</summary>
/// <param name="IsPart">Whether the file has only some rows, whatever the mapping says.</param>
internal sealed record UploadWish(string? Mapping, string? Source, string? Authority, bool? DryRun, Guid Id, bool IsPart = false);

/// <summary>A file on its way in: the whole body, or the last part of a form. It is never held whole.</summary>
internal sealed class Upload(MappingStore mappings, ImportFile imports)
{
    private const string Csv = "text/csv";
    private const string Form = "multipart/form-data";
    private const int MostOfAPart = 1024 * 1024;
    private const int LongestBoundary = 100;

    /// <summary>Reads the request and imports its file.</summary>
    /// <returns>The import; or the answer where it never began.</returns>
    public async Task<(ImportOutcome? Outcome, ProblemHttpResult? Refusal)> TakeAsync(HttpContext context, UploadWish wish)
    {
        var stop = context.RequestAborted;
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            return (null, NoFile());
        }

        Unbound(context);
        if (string.Equals(type.MediaType, Csv, StringComparison.OrdinalIgnoreCase))
        {
            return await ImportAsync(context, wish, uploaded: null, context.Request.Body, Charset(type), stop);
        }

        if (!string.Equals(type.MediaType, Form, StringComparison.OrdinalIgnoreCase)
            || type.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary")?.Value?.Trim('"') is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return (null, NoFile());
        }

        try
        {
            return await FromFormAsync(context, wish, new MultipartReader(boundary, context.Request.Body), stop);
        }
        catch (Exception exception) when (Forms.IsUnreadable(exception))
        {
            return (null, ProblemCatalogue.BadRequest.Answer("The form cannot be read."));
        }
    }

    /// <summary>The file that a form or a body brings, without importing it; null where it brings none.</summary>
    public static (Stream Body, string? Charset)? Plain(HttpContext context)
    {
        Unbound(context);
        return MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && string.Equals(type.MediaType, Csv, StringComparison.OrdinalIgnoreCase) ? (context.Request.Body, Charset(type)) : null;
    }

    internal static ProblemHttpResult NoFile() => ProblemCatalogue.MediaType.Answer(
        "Send a CSV file as text/csv, or as the last part, file, of a form (multipart/form-data) with a mapping in the part mapping before it.");

    private async Task<(ImportOutcome?, ProblemHttpResult?)> FromFormAsync(HttpContext context, UploadWish wish, MultipartReader form, CancellationToken stop)
    {
        byte[]? uploaded = null;
        while (await form.ReadNextSectionAsync(stop) is { } part)
        {
            if (part.GetContentDispositionHeader() is not { } named)
            {
                continue;
            }

            if (named.Name.Value?.Trim('"') == "file")
            {
                var charset = MediaTypeHeaderValue.TryParse(part.ContentType, out var type) ? Charset(type) : null;
                return await ImportAsync(context, wish, uploaded, part.Body, charset, stop);
            }

            if (await ReadAsync(part.Body, stop) is not { } bytes)
            {
                return (null, ProblemCatalogue.TooLarge.Answer($"A part before the file may have {MostOfAPart} bytes."));
            }

            var text = Encoding.UTF8.GetString(bytes).Trim();
            if (text.Length == 0)
            {
                continue;
            }

            switch (named.Name.Value?.Trim('"'))
            {
                case "mapping" when text.StartsWith('{') || text.StartsWith('/') || text.StartsWith('\uFEFF'):
                    uploaded = bytes;
                    break;
                case "mapping":
                    wish = wish with { Mapping = wish.Mapping ?? text };
                    break;
                case "source":
                    wish = wish with { Source = wish.Source ?? text };
                    break;
                case "authority":
                    wish = wish with { Authority = wish.Authority ?? text };
                    break;
                case "dryRun" when text is "true" or "false":
                    wish = wish with { DryRun = wish.DryRun ?? text == "true" };
                    break;
                case "extract" when text == ImportOrder.Changes:
                    wish = wish with { IsPart = true };
                    break;
                default:
                    return (null, ProblemCatalogue.BodyInvalid.Answer(
                    [
                        ProblemError.OfBody(
                            "", "unknown", "The parts of the form are mapping, source, authority, dryRun (true or false), extract (changes) and, last, file."),
                    ]));
            }
        }

        return (null, ProblemCatalogue.BodyMissing.Answer("The form has no part file."));
    }

    private async Task<(ImportOutcome?, ProblemHttpResult?)> ImportAsync(
        HttpContext context, UploadWish wish, byte[]? uploaded, Stream file, string? charset, CancellationToken stop)
    {
        var (mapping, refusal) = await MappingAsync(context, wish, uploaded, stop);
        if (mapping is null)
        {
            return (null, refusal);
        }

        if ((wish.Source ?? mapping.Mapping.Source) is not { } source)
        {
            return (null, Needed("source", "The mapping names no source, so the request must."));
        }

        if (!Text.Fits(source, Contracts.Patterns.Source) || !context.User.MaySendFrom(source))
        {
            return (null, Problems.SourceNotAllowed());
        }

        if (wish.Authority is null && mapping.Mapping.Authority is null)
        {
            return (null, Needed("authority", "The mapping names no authority, so the request must."));
        }

        var authority = wish.Authority is { } code ? Contracts.Authorities.Find(code)?.OnsCode : null;
        if (wish.Authority is not null && authority is null)
        {
            return (null, Needed("authority", Rules.Authority.Detail));
        }

        var order = new ImportOrder(wish.Id, mapping, source, authority, wish.DryRun ?? false, charset, context.User) { IsPart = wish.IsPart };
        return order.WholeAuthority is { } whole && !Caller.Of(context.User).MaySend(source, whole)
            ? (null, ProblemCatalogue.SenderNotAllowed.Answer("Ask for a key of this authority."))
            : (await imports.RunAsync(order, file, stop), null);
    }

    private async Task<(StoredMapping?, ProblemHttpResult?)> MappingAsync(HttpContext context, UploadWish wish, byte[]? uploaded, CancellationToken stop)
    {
        if (uploaded is not null)
        {
            return await StoreAsync(mappings, context, uploaded, wish.Source, stop);
        }

        if (wish.Mapping is null)
        {
            return (null, Needed("mapping", "Name a mapping, or send one with the file. They are listed at /v1/mappings."));
        }

        return await mappings.FindAsync(wish.Mapping, version: null, stop) is { } stored && MayUse(context, stored.Mapping)
            ? (stored, null)
            : (null, ProblemCatalogue.UnknownMapping.Answer());
    }

    /// <summary>Checks a mapping and stores it as the next version of its name.</summary>
    /// <param name="source">The source that the request names: the mapping becomes one of it, unless it names one itself.</param>
    internal static async Task<(StoredMapping?, ProblemHttpResult?)> StoreAsync(
        MappingStore mappings, HttpContext context, byte[] file, string? source, CancellationToken stop)
    {
        Mapping mapping;
        try
        {
            mapping = MappingJson.Read(file);
            if (mapping.Source is null && source is not null)
            {
                mapping = mapping with { Source = source };
                file = MappingJson.Write(mapping);
            }
        }
        catch (JsonException broken)
        {
            return (null, ProblemCatalogue.MappingInvalid.Answer(
                [ProblemError.OfBody(Pointer(broken.Path), "form", broken.Path is null or "$" ? "Is no JSON of this form." : "Is not known here, or not of this form.")]));
        }

        if (MappingCheck.Errors(mapping) is { Count: > 0 } errors)
        {
            return (null, ProblemCatalogue.MappingInvalid.Answer([.. errors.Select(error => ProblemError.OfBody(error.Pointer, error.Rule, error.Detail))]));
        }

        var newest = await mappings.FindAsync(mapping.Name, version: null, stop);
        return MappingStore.MayChange(context.User, mapping) && (newest is null || MappingStore.MayChange(context.User, newest.Mapping))
            ? (await mappings.StoreAsync(mapping, file, context.User.KeyName(), stop), null)
            : (null, Problems.SourceNotAllowed());
    }

    /// <summary>A mapping of a source belongs to whoever sends for it; one of none is everybody's.</summary>
    internal static bool MayUse(HttpContext context, Mapping mapping) => mapping.Source is not { } source || context.User.MaySendFrom(source);

    internal static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, stop) is > 0 and var read)
        {
            if (bytes.Length + read > MostOfAPart)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static ProblemHttpResult Needed(string parameter, string words) =>
        ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter(parameter, "required", words)]);

    private static string? Charset(MediaTypeHeaderValue type) => type.CharSet?.Trim('"') is { } charset && CsvText.IsKnown(charset) ? charset : null;

    private static string Pointer(string? path) => path is null or "$" ? ""
        : "/" + string.Join('/', path[1..].Split(['.', '[', ']', '\''], StringSplitOptions.RemoveEmptyEntries));

    // A file may be as large as it is; it is read as fast as it can be written.
    private static void Unbound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }
}
