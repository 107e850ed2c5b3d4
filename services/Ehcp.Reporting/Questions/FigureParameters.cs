using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Questions;

/// <summary>
/// What the declared rules of single parameters cannot say: how they go together, what depends on the clock and on the caller. Everything that is wrong is
/// collected, by name.
/// </summary>
internal sealed class FigureParameters(Sight sight, TimeProvider clock)
{
    // Sources' clocks and ours differ a little; what lies further ahead nobody can know yet.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Earliest = new(Takes.FirstDay, TimeOnly.MinValue, TimeSpan.Zero);

    private readonly List<ProblemError> _errors = [];
    private Authority? _refused;

    /// <summary>The answer when the parameters or the body cannot be used; null when they can.</summary>
    internal ProblemHttpResult? Refusal =>
        _errors.Exists(error => error.Pointer is not null) ? ProblemCatalogue.BodyInvalid.Answer(_errors)
        : _errors.Count > 0 ? ProblemCatalogue.ParameterInvalid.Answer(_errors)
        : _refused is { } authority ? Problems.AuthorityNotAllowed(authority.OnsCode)
        : null;

    /// <summary>Everything that is wrong so far.</summary>
    internal IReadOnlyList<ProblemError> Errors => _errors;

    /// <summary>Something is wrong with a parameter.</summary>
    internal void Refuse(string name, string rule) => _errors.Add(ProblemError.OfParameter(name, "value", rule));

    /// <summary>Something is wrong with a member of the body.</summary>
    internal void RefuseMember(string pointer, string rule) => _errors.Add(ProblemError.OfBody(pointer, "value", rule));

    internal DateOnly? UpTo(string name, DateOnly? day, DateOnly last)
    {
        if (day > last)
        {
            Refuse(name, string.Create(CultureInfo.InvariantCulture, $"Must not be after {last:yyyy-MM-dd}, the London day of asOf."));
        }

        return day;
    }

    internal (DateOnly? From, DateOnly? To) Period(DateOnly? from, DateOnly? to, string fromName = "from", string toName = "to")
    {
        if (from > to)
        {
            Refuse(fromName, $"Must not be after {toName}.");
        }

        return (from, to);
    }

    /// <summary>What a word of a parameter stands for.</summary>
    internal TCode OneOf<TCode>(string name, string? text, TCode absent, IReadOnlyDictionary<string, TCode> codes)
    {
        if (string.IsNullOrEmpty(text))
        {
            return absent;
        }

        if (codes.TryGetValue(text, out var code))
        {
            return code;
        }

        Refuse(name, $"Must be one of {string.Join(", ", codes.Keys)}.");
        return absent;
    }

    /// <summary>Whose cases, as known when: one authority by any of its codes, else every one that the key may see.</summary>
    internal AsKnown AsKnown(string? authority, DateTimeOffset? asOf, string asOfName = "asOf")
    {
        var now = clock.GetUtcNow();
        if (asOf > now + Ahead)
        {
            Refuse(asOfName, "Must not lie ahead.");
            asOf = null;
        }

        return new(asOf ?? now, IsNow: asOf is null, Authorities(authority));
    }

    /// <summary>As <see cref="AsKnown"/>, of now, with the authority from a member of the body.</summary>
    internal AsKnown NowOf(string? authority, string pointer)
    {
        if (!string.IsNullOrEmpty(authority) && Contracts.Authorities.Find(authority) is null)
        {
            RefuseMember(pointer, Takes.Authority.InWords);
            authority = null;
        }

        return AsKnown(authority, asOf: null);
    }

    /// <summary>An instant that must lie before another.</summary>
    internal DateTimeOffset Before(string name, DateTimeOffset? instant, DateTimeOffset later)
    {
        if (instant < later)
        {
            return instant.Value;
        }

        Refuse(name, instant is null ? "Must be given." : "Must lie before to.");
        return later;
    }

    /// <summary>The parts of the key with which a page goes on, the first of them the instant that the pages are of; null when it is not one of this
    /// list's.</summary>
    internal (DateTimeOffset At, string[] Parts)? Key(string text, int parts)
    {
        if (PageKey.Read(text, parts) is { } key && Instants.TryRead(key[0], out var at) && at >= Earliest && at <= clock.GetUtcNow() + Ahead)
        {
            return (at, key);
        }

        Refuse("after", "Must be the next of the page before.");
        return null;
    }

    private string[]? Authorities(string? text)
    {
        if (string.IsNullOrEmpty(text) || Contracts.Authorities.Find(text) is not { } authority)
        {
            return sight.Authorities;
        }

        if (!sight.SeesSomeOf(authority.OnsCode))
        {
            _refused = authority;
        }

        return [authority.OnsCode];
    }
}
