using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Questions;

/// <summary>Reads the parameters of a figure and collects everything that is wrong with them, by name.</summary>
internal sealed class FigureParameters(Sight sight, TimeProvider clock)
{
    // Sources' clocks and ours differ a little; what lies further ahead nobody can know yet.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Earliest = new(Takes.FirstDay, TimeOnly.MinValue, TimeSpan.Zero);

    private readonly Dictionary<string, string[]> _errors = [];
    private Authority? _refused;

    /// <summary>The answer when the parameters cannot be used; null when they can.</summary>
    internal ProblemHttpResult? Refusal =>
        _errors.Count > 0 ? Problems.ParametersInvalid(_errors)
        : _refused is { } authority ? Problems.AuthorityNotAllowed(authority.OnsCode)
        : null;

    /// <summary>A misspelt parameter would silently give another figure than the one asked for.</summary>
    internal void Only(IQueryCollection sent, params string[] names)
    {
        foreach (var name in sent.Keys.Except(names, StringComparer.OrdinalIgnoreCase))
        {
            _errors[name] = [$"There is no such parameter; there are {string.Join(", ", names)}."];
        }
    }

    /// <summary>Something else is wrong with a parameter.</summary>
    internal void Refuse(string name, string rule) => _errors[name] = [rule];

    internal int Whole(string name, string? text, int least, int most, int absent)
    {
        if (string.IsNullOrEmpty(text))
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        _errors[name] = [$"Must be a whole number from {least} to {most}."];
        return absent;
    }

    internal DateOnly? Day(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= Takes.FirstDay && day <= Takes.LastDay)
        {
            return day;
        }

        _errors[name] = [string.Create(CultureInfo.InvariantCulture, $"Must be a date, YYYY-MM-DD, from {Takes.FirstDay:yyyy-MM-dd} to {Takes.LastDay:yyyy-MM-dd}.")];
        return null;
    }

    internal DateOnly? DayUpTo(string name, string? text, DateOnly last)
    {
        var day = Day(name, text);
        if (day > last)
        {
            _errors[name] = [$"Must not be after {last:yyyy-MM-dd}, the London day of asOf."];
        }

        return day;
    }

    internal (DateOnly? From, DateOnly? To) Period(string? from, string? to, string fromName = "from", string toName = "to")
    {
        var period = (From: Day(fromName, from), To: Day(toName, to));
        if (period.From > period.To)
        {
            _errors[fromName] = [$"Must not be after {toName}."];
        }

        return period;
    }

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

        _errors[name] = [$"Must be one of {string.Join(", ", codes.Keys)}."];
        return absent;
    }

    /// <summary>Whose cases, as known when: one authority by any of its codes, else every one that the key may see.</summary>
    internal AsKnown AsKnown(string? authority, string? asOf, string asOfName = "asOf")
    {
        var now = clock.GetUtcNow();
        var at = Instant(asOfName, asOf, now);
        return new(at ?? now, IsNow: at is null, Authorities(authority));
    }

    /// <summary>An authority by any of its codes, whosever cases the caller may see: for what is public. Null when not given.</summary>
    internal Authority? AnyAuthority(string? text) => string.IsNullOrEmpty(text) ? null : Authority(text);

    /// <summary>An instant that must be given, and lie before another.</summary>
    internal DateTimeOffset Before(string name, string? text, DateTimeOffset later)
    {
        if (string.IsNullOrEmpty(text))
        {
            _errors[name] = ["Must be given."];
        }
        else if (Instant(name, text, clock.GetUtcNow()) is { } instant)
        {
            if (instant < later)
            {
                return instant;
            }

            _errors[name] = ["Must lie before to."];
        }

        return later;
    }

    /// <summary>A case as authority, slash and reference; before every case when not given.</summary>
    internal (string Authority, string CaseReference) Case(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return ("", "");
        }

        if (text.Split('/') is [var authority, var reference] && Contracts.Authorities.Find(authority) is not null && reference.Length > 0)
        {
            return (authority, reference);
        }

        _errors[name] = ["Must be next of an answer, such as E08000025/CASE-1."];
        return ("", "");
    }

    private DateTimeOffset? Instant(string name, string? text, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!Instants.TryRead(text, out var instant) || instant < Earliest)
        {
            _errors[name] = ["Must be an instant with its offset, such as 2026-05-25T06:41:00Z (a + is written %2B)."];
            return null;
        }

        if (instant > now + Ahead)
        {
            _errors[name] = ["Must not lie ahead."];
            return null;
        }

        return instant;
    }

    private string[]? Authorities(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return sight.Authorities;
        }

        if (Authority(text) is not { } authority)
        {
            return [];
        }

        if (!sight.SeesSomeOf(authority.OnsCode))
        {
            _refused = authority;
        }

        return [authority.OnsCode];
    }

    private Authority? Authority(string text)
    {
        var authority = Contracts.Authorities.Find(text);
        if (authority is null)
        {
            _errors["authority"] = ["Must be the ONS or DfE code of an English local authority."];
        }

        return authority;
    }
}
