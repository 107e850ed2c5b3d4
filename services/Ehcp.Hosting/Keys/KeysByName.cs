using System.Security.Claims;

namespace Ehcp.Hosting.Keys;

/// <summary>The owners of keys, for work that a service does by itself within the bounds of a key.</summary>
public sealed class KeysByName
{
    private readonly ApiKeyRing _keys;

    internal KeysByName(ApiKeyRing keys) => _keys = keys;

    /// <summary>False while the table of keys could not be read since the start: a key that is not found may then be one of it.</summary>
    public bool AreAllKnown => _keys.IsRead;

    /// <summary>The owner of the key of this name; null when there is none.</summary>
    public ClaimsPrincipal? Find(string name) => _keys.OwnerNamed(name);
}
