using System.Security.Claims;
using Ehcp.Hosting.Keys;

namespace Ehcp.Intake.Events;

/// <summary>What a key may send. A batch asks a thousand times about few sources and authorities, so the last answers are kept.</summary>
internal sealed class SenderRights(ClaimsPrincipal key)
{
    private (string Value, bool Allowed)? _source;
    private (string Value, bool Allowed)? _authority;

    public string KeyName { get; } = key.KeyName();

    /// <summary>The event itself, or with what the key may not do.</summary>
    public ReadEvent Check(ReadEvent read)
    {
        var errors = new ErrorList();
        if (read.Source is { } source && !MaySendFrom(source))
        {
            errors.Add(Rules.SourceNotAllowed.At("/source"));
        }

        if (read.Event is { } received && !MayUseAuthority(received.Authority))
        {
            errors.Add(Rules.AuthorityNotAllowed.At("/data/authority"));
        }

        if (read.Event is { } referring)
        {
            CheckReferences(referring, errors);
        }

        return errors.IsEmpty ? read : read with { Event = null, Errors = [.. errors.All, .. read.Errors] };
    }

    // What an event does to another one, its sender might have done to their own: a key takes back only what it may send.
    private void CheckReferences(ReceivedEvent received, ErrorList errors)
    {
        var shape = FactShape.Find(received.Type)!;
        foreach (var field in shape.Sources)
        {
            if (field.Value(received.Fact) is string source && !key.MaySendFrom(source))
            {
                errors.Add(Rules.SourceNotAllowed.At($"/data/{field.Name}"));
            }
        }

        foreach (var at in shape.Successors)
        {
            if (shape.Type.Fields[shape.Fields[at].At].Value(received.Fact) is string authority && !key.MayUseAuthority(authority))
            {
                errors.Add(Rules.AuthorityNotAllowed.At(shape.Fields[at].Pointer));
            }
        }
    }

    private bool MaySendFrom(string source)
    {
        if (_source?.Value != source)
        {
            _source = (source, key.MaySendFrom(source));
        }

        return _source.Value.Allowed;
    }

    private bool MayUseAuthority(string authority)
    {
        if (_authority?.Value != authority)
        {
            _authority = (authority, key.MayUseAuthority(authority));
        }

        return _authority.Value.Allowed;
    }
}
