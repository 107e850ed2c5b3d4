using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Ehcp.Hosting.Parameters;

/// <summary>What one route takes in its query and path: what it declares, else what its handler binds.</summary>
internal sealed class RouteReader
{
    private static readonly ConditionalWeakTable<Endpoint, RouteReader> Readers = [];

    // Wide enough for every question, narrow enough for arithmetic on days; a route that declares its parameters says it more exactly.
    private static readonly (DateOnly First, DateOnly Last) Wide = (new(1900, 1, 1), new(2200, 12, 31));
    private static readonly ParameterRule AnyText = Takes.Text();

    private readonly FrozenDictionary<string, RouteParameter> _query;
    private readonly FrozenDictionary<string, RouteParameter> _path;
    private readonly bool _anyName;
    private readonly string _names;

    private RouteReader(Endpoint endpoint)
    {
        var declared = endpoint.Metadata.GetMetadata<IDeclareParameters>();
        string[] inPath = [.. (endpoint as RouteEndpoint)?.RoutePattern.Parameters.Select(part => part.Name) ?? []];
        RouteParameter[] all = [.. declared?.Parameters ?? [], .. Bound(endpoint, inPath)];
        var byName = all.DistinctBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .ToLookup(parameter => inPath.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase));
        _path = byName[true].ToFrozenDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        _query = byName[false].ToFrozenDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        _anyName = declared?.NamesVary ?? !IsDescribed(endpoint);
        _names = _query.Count == 0 ? "it takes none" : $"there are {string.Join(", ", byName[false].Select(parameter => parameter.Name))}";
    }

    internal IEnumerable<RouteParameter> Query => _query.Values;

    internal bool TakesParameters => _query.Count + _path.Count > 0;

    internal static RouteReader Of(Endpoint endpoint) => Readers.GetValue(endpoint, static endpoint => new(endpoint));

    /// <summary>Everything that is wrong with the query and the path; null when nothing is. The handler then finds what the rules made of it.</summary>
    internal ProblemHttpResult? Refusal(HttpContext context)
    {
        var errors = new List<ProblemError>();
        if (ReadPath(context.Request.RouteValues, errors) is { } notFound)
        {
            return notFound;
        }

        if (context.Request.QueryString.HasValue || _query.Count > 0)
        {
            ReadQuery(context.Request, errors);
        }

        return errors.Count == 0 ? null : ProblemCatalogue.ParameterInvalid.Answer(errors);
    }

    private ProblemHttpResult? ReadPath(RouteValueDictionary path, List<ProblemError> errors)
    {
        foreach (var (name, value) in path)
        {
            if (value is not string text)
            {
                continue;
            }

            var rule = _path.GetValueOrDefault(name)?.Rule ?? AnyText;
            if (!Takes.IsPlain(text))
            {
                errors.Add(ProblemError.OfParameter(name, AnyText.Name, AnyText.InWords));
            }
            else if (rule.Read(text) is { } read)
            {
                if (read != text)
                {
                    path[name] = read;
                }
            }
            else if (rule == Takes.Authority)
            {
                return ProblemCatalogue.UnknownAuthority.Answer();
            }
            else
            {
                errors.Add(ProblemError.OfParameter(name, rule.Name, rule.InWords));
            }
        }

        return null;
    }

    private void ReadQuery(HttpRequest request, List<ProblemError> errors)
    {
        Dictionary<string, StringValues>? changed = null;
        foreach (var (name, values) in request.Query)
        {
            var known = _query.GetValueOrDefault(name);
            if (known is null && !_anyName)
            {
                errors.Add(ProblemError.OfParameter(Printable(name), "unknown", $"There is no such parameter; {_names}."));
            }
            else if (values.Count > 1 && known is { Several: false })
            {
                errors.Add(ProblemError.OfParameter(known.Name, "once", "Must be given once."));
            }
            else if (known is { Rule.EmptyIsAbsent: true } && values.All(string.IsNullOrEmpty))
            {
                (changed ??= Copy(request.Query)).Remove(name);
            }
            else if (Read(known?.Rule ?? AnyText, values) is var (read, broken) && broken is not null)
            {
                errors.Add(ProblemError.OfParameter(Printable(name), broken.Name, broken.InWords));
            }
            else if (read != values)
            {
                (changed ??= Copy(request.Query))[name] = read;
            }
        }

        foreach (var parameter in _query.Values)
        {
            if (parameter.Required && StringValues.IsNullOrEmpty(request.Query[parameter.Name]))
            {
                errors.Add(ProblemError.OfParameter(parameter.Name, "required", "Must be given."));
            }
        }

        if (changed is not null && errors.Count == 0)
        {
            request.Query = new QueryCollection(changed);
        }
    }

    private static Dictionary<string, StringValues> Copy(IQueryCollection query) => new(query, StringComparer.OrdinalIgnoreCase);

    private static (StringValues Read, ParameterRule? Broken) Read(ParameterRule rule, StringValues values)
    {
        var read = new string?[values.Count];
        for (var at = 0; at < read.Length; at++)
        {
            var text = values[at] ?? "";
            if (!Takes.IsPlain(text))
            {
                return (values, AnyText);
            }

            if (text.Length == 0 && rule.EmptyIsAbsent)
            {
                read[at] = text;
            }
            else if ((read[at] = rule.Read(text)) is null)
            {
                return (values, rule);
            }
        }

        return (new(read), null);
    }

    // A name that nobody knows is told back, but not what could break a page or a log.
    private static string Printable(string name) => name.Length <= 100 && Takes.IsPlain(name) ? name : "(a name that cannot be shown)";

    private static bool IsDescribed(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<MethodInfo>() is not null
            && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true;

    private static IEnumerable<RouteParameter> Bound(Endpoint endpoint, string[] inPath)
    {
        var hasBody = endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null;
        foreach (var bound in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var attributes = bound.ParameterInfo.GetCustomAttributes(inherit: true);
            if (bound.HasBindAsync || attributes.Any(
                one => one is IFromBodyMetadata or IFromHeaderMetadata or IFromFormMetadata or IFromServiceMetadata or FromKeyedServicesAttribute))
            {
                continue;
            }

            var name = attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? attributes.OfType<IFromRouteMetadata>().FirstOrDefault()?.Name
                ?? bound.Name;
            var type = bound.ParameterInfo.ParameterType;
            var several = type.IsArray || type == typeof(StringValues);
            var single = type.IsArray ? type.GetElementType()! : type;
            single = Nullable.GetUnderlyingType(single) ?? single;
            var isText = single == typeof(string) || single == typeof(StringValues);
            if (several ? (!hasBody || attributes.Any(one => one is IFromQueryMetadata)) && (isText || RuleOf(single) is not null) : isText
                || bound.HasTryParse)
            {
                yield return new(name, RuleOf(single) ?? AnyText, "", "")
                {
                    Several = several,
                    Required = !bound.IsOptional && !several && !inPath.Contains(name, StringComparer.OrdinalIgnoreCase),
                };
            }
        }
    }

    private static ParameterRule? RuleOf(Type type) =>
        type == typeof(int) ? Takes.Whole(int.MinValue, int.MaxValue)
        : type == typeof(long) ? Takes.Whole(long.MinValue, long.MaxValue)
        : type == typeof(bool) ? Takes.YesNo
        : type == typeof(DateOnly) ? Takes.Day(Wide.First, Wide.Last)
        : type == typeof(DateTimeOffset) ? Takes.Instant(Wide.First, Wide.Last)
        : null;
}
