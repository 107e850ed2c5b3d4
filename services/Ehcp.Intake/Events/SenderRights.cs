using System.Security.Claims;
using Ehcp.Hosting.Keys;

namespace Ehcp.Intake.Events;

/// <summary>What a key may send. A source and an authority are asked together: a key of two grants may send each source for the authorities of its own grant
/// only. A batch asks a thousand times about few pairs, so the last answer is kept.</summary>
internal sealed class SenderRights(ClaimsPrincipal key)
{
    private readonly Caller _caller = Caller.Of(key);
    private (string Source, string Authority, bool Allowed)? _last;

    public string KeyName { get; } = key.KeyName();

    /// <summary>The event itself, or with what the key may not do.</summary>
    public ReadEvent Check(ReadEvent read)
    {
        var errors = new ErrorList();
        var isOwnSource = read.Source is not { } source || _caller.MaySendFrom(source);
        if (!isOwnSource)
        {
            errors.Add(Rules.SourceNotAllowed.At("/source"));
        }

        if (read.Event is { } received)
        {
            if (!(isOwnSource ? MaySend(received.Source, received.Authority) : _caller.MaySendOf(received.Authority)))
            {
                errors.Add(Rules.AuthorityNotAllowed.At("/data/authority"));
            }

            CheckReferences(received, errors);
        }

        return errors.IsEmpty ? read : read with { Event = null, Errors = [.. errors.All, .. read.Errors] };
    }

    // What an event does to another one, its sender might have done to their own: a key takes back only what it may send.
    private void CheckReferences(ReceivedEvent received, ErrorList errors)
    {
        var shape = FactShape.Find(received.Type)!;
        foreach (var field in shape.Sources)
        {
            if (field.Value(received.Fact) is string source && !_caller.MaySend(source, received.Authority))
            {
                errors.Add(Rules.SourceNotAllowed.At($"/data/{field.Name}"));
            }
        }

        foreach (var at in shape.Successors)
        {
            if (shape.Type.Fields[shape.Fields[at].At].Value(received.Fact) is string authority && !_caller.MaySend(received.Source, authority))
            {
                errors.Add(Rules.AuthorityNotAllowed.At(shape.Fields[at].Pointer));
            }
        }
    }

    private bool MaySend(string source, string authority)
    {
        if (_last is not { } last || last.Source != source || last.Authority != authority)
        {
            last = (source, authority, _caller.MaySend(source, authority));
            _last = last;
        }

        return last.Allowed;
    }
}
