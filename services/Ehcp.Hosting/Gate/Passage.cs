using System.Reflection;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Http;

namespace Ehcp.Hosting.Gate;

/// <summary>
/// One caller's way through the gate, for one request. A handler takes it as a parameter, asks it what may be seen, and hands over to it what is shown:
/// <c>return gate.Show(TypedResults.Ok(answer), cases)</c>. A route that shows cases and answers without that is answered with an error in its place.
/// </summary>
public sealed class Passage : IBindableFromHttpContext<Passage>
{
    private Noted? _noted;

    private Passage(Caller caller, GateOf gate)
    {
        Caller = caller;
        Sight = caller.For([.. gate.Scopes]);
        Cases = gate.Under.Count == 0 ? Sight : caller.For([.. gate.Under]);
    }

    /// <summary>Who called.</summary>
    public Caller Caller { get; private set; }

    /// <summary>Which rows the caller may count, or act on, by the scopes of the route.</summary>
    public Sight Sight { get; }

    /// <summary>Which cases may be named to the caller: <see cref="Sight"/>, unless the route shows them under other scopes.</summary>
    public Sight Cases { get; }

    internal bool IsByLink { get; private set; }

    /// <inheritdoc/>
    public static ValueTask<Passage?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<Passage?>(Of(context));

    /// <summary>Hands over an answer and every case or address in it. They are compared with what may be seen and written down before it is sent.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="seen">What it shows; none is an answer that shows nobody.</param>
    /// <returns>The answer.</returns>
    public TResult Show<TResult>(TResult result, params IEnumerable<Seen> seen)
        where TResult : class
    {
        NotedOf(result).Shown = [.. NotedOf(result).Shown ?? [], .. seen];
        return result;
    }

    /// <summary>As <see cref="Show"/>, where the address was the permission: the caller is whoever was given it.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="role">To whom the address was given.</param>
    /// <param name="seen">The one case it leads to.</param>
    public TResult ShowByLink<TResult>(TResult result, string role, Seen seen)
        where TResult : class
    {
        (Caller, IsByLink) = (new Caller($"link:{role}", $"mail:{role}"), true);
        return Show(result, seen);
    }

    /// <summary>Hands over a refusal, that it can be written down who was refused what. Where the request names authority and case, a 403 is enough.</summary>
    /// <param name="result">The answer; it may look like that to something that does not exist.</param>
    /// <param name="authority">ONS code.</param>
    /// <param name="caseReferences">The cases that were asked for.</param>
    public TResult Refuse<TResult>(TResult result, string authority, params IEnumerable<string> caseReferences)
        where TResult : class
    {
        NotedOf(result).Refused = (authority, [.. caseReferences.Distinct(StringComparer.Ordinal)]);
        return result;
    }

    /// <summary>Hands over the answer to an act that was done.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="on">Ids, addresses or names it was done to.</param>
    /// <param name="authority">ONS code of the authority it was done for; null for none, or where cases are given.</param>
    /// <param name="cases">Cases it was done to, whether the answer shows them or not.</param>
    public TResult Did<TResult>(TResult result, IEnumerable<string>? on = null, string? authority = null, IEnumerable<Seen>? cases = null)
        where TResult : class
    {
        var noted = NotedOf(result);
        (noted.IsDone, noted.On, noted.Authority, noted.DoneTo) = (true, [.. on ?? []], authority, [.. cases ?? []]);
        return result;
    }

    internal static Passage Of(HttpContext context)
    {
        if (context.Features.Get<Passage>() is { } known)
        {
            return known;
        }

        var gate = context.GetEndpoint()?.Metadata.GetMetadata<GateOf>() ?? throw new InvalidOperationException("The route does not say who may call it.");
        var passage = new Passage(Caller.Of(context.User), gate);
        context.Features.Set(passage);
        return passage;
    }

    /// <summary>What was handed over with an answer; null when it was not.</summary>
    internal Noted? NotedWith(object? result) => _noted is { } noted && ReferenceEquals(noted.Result, Inner(result)) ? noted : null;

    /// <summary>The answer itself, of one of several kinds.</summary>
    internal static object? Inner(object? result)
    {
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        return result;
    }

    private Noted NotedOf(object result)
    {
        var inner = Inner(result)!;
        return _noted is { } noted && ReferenceEquals(noted.Result, inner) ? noted : _noted = new(inner);
    }

    internal sealed class Noted(object result)
    {
        internal object Result { get; } = result;

        internal Seen[]? Shown { get; set; }

        internal (string Authority, string[] CaseReferences)? Refused { get; set; }

        internal bool IsDone { get; set; }

        internal string[] On { get; set; } = [];

        internal string? Authority { get; set; }

        internal Seen[] DoneTo { get; set; } = [];
    }
}
