using System.IO.Compression;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary><c>GET /v1/sen2/return</c>: everything of the return that events tell, as files to be merged with the persons. Whoever sees it is written
/// down.</summary>
public static class ReadSen2Return
{
    internal static readonly Dictionary<string, Sen2ReturnFormat> Formats = new(StringComparer.Ordinal)
    {
        ["zip"] = Sen2ReturnFormat.Zip,
        ["xml"] = Sen2ReturnFormat.Xml,
        ["manifest"] = Sen2ReturnFormat.Manifest,
    };

    public sealed record Query(
        [property: FromQuery(Name = "year")] int? Year,
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "referenceDate")] DateOnly? ReferenceDate,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "format")] string? Format);

    internal static async Task<Results<PushStreamHttpResult, Ok<Sen2Manifest>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, HttpContext context, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var format = parameters.OneOf("format", query.Format, absent: Sen2ReturnFormat.Zip, Formats);
        var question = Sen2Question.Read(query.Year, query.Authority, query.AsOf, query.ReferenceDate, parameters);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!gate.Sight.SeesAllOf(question.Authority))
        {
            return gate.Refuse(Problems.WholeAuthorityOnly(), question.Authority);
        }

        var (edition, frame) = (Sen2Edition.Of(question.Year), question.Frame);
        var found = await records.ReadAsync(question.Year, question.Reference, question.Known, cancellationToken);
        if (format == Sen2ReturnFormat.Manifest)
        {
            return gate.Show(TypedResults.Ok(Sen2Manifest.Of(frame, edition, found)), []);
        }

        // Many plans are too much to hold twice: they go to a file, which leaves once it is written down whom it shows.
        var held = new FileBufferingWriteStream();
        context.Response.RegisterForDisposeAsync(held);
        var (mediaType, ending) = format == Sen2ReturnFormat.Xml ? (Sen2Fragments.MediaType, "xml") : (SameZip.MediaType, "zip");
        if (format == Sen2ReturnFormat.Xml)
        {
            Sen2Fragments.Write(held, edition, frame, found.Records);
        }
        else
        {
            WriteZip(held, edition, frame, found);
        }

        return gate.Show(
            TypedResults.Stream(body => held.DrainBufferAsync(body), mediaType, $"sen2-{question.Year.Collection}-{question.Authority}.{ending}"),
            found.Records.Select(record => Seen.Case(question.Authority, record.Facts.CaseReference)));
    }

    private static void WriteZip(FileBufferingWriteStream held, Sen2Edition edition, Sen2Frame frame, Sen2Return found)
    {
        using var zip = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var module in edition.Modules)
        {
            SameZip.Add(zip, $"{module.Name}.csv", Sen2Blade.Of(module, edition, found.Records));
        }

        using (var fragments = SameZip.Open(zip, "fragments.xml"))
        {
            Sen2Fragments.Write(fragments, edition, frame, found.Records);
        }

        SameZip.Add(zip, "manifest.json", Sen2Manifest.Of(frame, edition, found).Write());
    }
}

/// <summary>What a return is asked as.</summary>
internal enum Sen2ReturnFormat
{
    /// <summary>A CSV for each module, the XML and the manifest.</summary>
    Zip,

    /// <summary>The XML alone.</summary>
    Xml,

    /// <summary>What is in it and what is not.</summary>
    Manifest,
}
