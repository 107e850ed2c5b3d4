using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;

namespace Ehcp.Hosting.Keys;

/// <summary>Somebody who called, however they showed who they are, and what they may do.</summary>
public sealed class Caller
{
    private const string IdClaim = "ehcp:caller";
    private const string NameClaim = "ehcp:name";
    private const string GrantClaim = "ehcp:grant";

    private readonly FrozenSet<string> _scopes;

    /// <param name="id">What nobody else is called: see <see cref="Id"/>.</param>
    /// <param name="name">What people know them by.</param>
    /// <param name="grants">What they may do.</param>
    public Caller(string id, string name, params IEnumerable<Grant> grants)
    {
        (Id, Name, Grants) = (id, name, [.. grants]);
        _scopes = Grants.SelectMany(grant => grant.Scopes).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Who showed nothing, and may do nothing that is not open to all.</summary>
    public static Caller Nobody { get; } = new("nobody", "nobody");

    /// <summary><c>key:NAME</c>, <c>token:ISSUER|CLIENT</c>, <c>person:ISSUER|SUBJECT</c> or <c>link:ROLE</c>: unique, and the same for as long as the account
    /// is.</summary>
    public string Id { get; }

    /// <summary>The name of the key, of the client after <c>token:</c>, or of the person as their issuer gives it.</summary>
    public string Name { get; }

    /// <summary>What they may do.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>Whether any grant has the scope.</summary>
    public bool Has(string scope) => _scopes.Contains(scope);

    /// <summary>The cases for which any of the scopes is held.</summary>
    public Sight For(params string[] scopes) => Sight.Of(Grants.Where(grant => Array.Exists(scopes, grant.Scopes.Contains)));

    /// <summary>Whether events of this source may be sent, for some authority.</summary>
    public bool MaySendFrom(string source)
    {
        foreach (var grant in Grants)
        {
            if (grant.Scopes.Contains(Scopes.SendEvents) && grant.IsForSource(source))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether events about cases of this authority (ONS code) may be sent, of some source.</summary>
    public bool MaySendOf(string authority)
    {
        foreach (var grant in Grants)
        {
            if (grant.Scopes.Contains(Scopes.SendEvents) && grant.IsForSending(authority))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether events of this source may be sent about cases of this authority (ONS code).</summary>
    public bool MaySend(string source, string authority)
    {
        foreach (var grant in Grants)
        {
            if (grant.Scopes.Contains(Scopes.SendEvents) && grant.IsForSource(source) && grant.IsForSending(authority))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether everything that a grant allows is allowed to this caller too, so that they may give it to somebody else: each scope with each authority and
    /// source, within one grant of theirs. A grant for some teams gives nothing, since a key is for whole authorities.
    /// </summary>
    internal bool MayGive(Grant grant)
    {
        string?[] authorities = [.. grant.AnyAuthorities.DefaultIfEmpty(null)];
        string?[] sources = grant.Sources is { } named ? [.. named.DefaultIfEmpty(null)] : [Grant.Every];
        return grant.Scopes.All(scope => Array.TrueForAll(authorities, authority => Array.TrueForAll(
            sources, source => Grants.Any(own => own.Allows(grant, scope, authority, source)))));
    }

    /// <summary>Who a principal is; <see cref="Nobody"/> when it is none of ours.</summary>
    public static Caller Of(ClaimsPrincipal user)
    {
        if (user is CallerPrincipal known)
        {
            return known.Caller;
        }

        return user.FindFirst(IdClaim) is { Value: var id }
            ? new(id, user.FindFirst(NameClaim)?.Value ?? id, user.FindAll(GrantClaim).Select(held => Read(held.Value)))
            : Nobody;
    }

    /// <summary>The caller as the framework knows one; it lasts in a cookie, too.</summary>
    /// <param name="scheme">How they showed who they are.</param>
    public ClaimsPrincipal Principal(string scheme) => new CallerPrincipal(
        this,
        new ClaimsIdentity(
            [new Claim(IdClaim, Id), new Claim(NameClaim, Name), .. Grants.Select(grant => new Claim(GrantClaim, Written(grant)))], scheme, NameClaim,
                roleType: null));

    private static string Written(Grant grant) => JsonSerializer.Serialize(new WrittenGrant(
        [.. grant.Scopes], [.. grant.Given], grant.Teams is { } teams ? [.. teams] : null,
        grant.Sources is { } sources ? [.. sources] : [Grant.Every]));

    private static Grant Read(string text)
    {
        var written = JsonSerializer.Deserialize<WrittenGrant>(text)!;
        return new(written.Scopes, written.Authorities, written.Teams, written.Sources);
    }

    private sealed record WrittenGrant(string[] Scopes, string[] Authorities, string[]? Teams, string[] Sources);

    // Keeps what was made ready once: a key is the same caller each time.
    private sealed class CallerPrincipal(Caller caller, ClaimsIdentity identity) : ClaimsPrincipal(identity)
    {
        internal Caller Caller { get; } = caller;
    }
}
