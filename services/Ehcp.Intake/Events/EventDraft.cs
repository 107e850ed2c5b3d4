using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>An event being read: its attributes as texts, and what was found wrong so far.</summary>
internal sealed class EventDraft
{
    private readonly string?[] _texts = new string?[CloudEventAttributes.Names.Length];
    private uint _seen;
    private uint _refused;

    public ErrorList Errors { get; } = new();

    public string? this[CloudEventAttribute attribute] => _texts[(int)attribute];

    public bool Has(CloudEventAttribute attribute) => (_seen & Bit(attribute)) != 0;

    public bool IsRefused(CloudEventAttribute attribute) => (_refused & Bit(attribute)) != 0;

    /// <summary>Notes that the attribute is there. Whether the first or the last of two would win is nobody's to guess.</summary>
    public void See(CloudEventAttribute attribute)
    {
        if (Has(attribute))
        {
            Refuse(attribute, Rules.Duplicate.At(Pointer(attribute)));
        }

        _seen |= Bit(attribute);
    }

    public void Set(CloudEventAttribute attribute, string text) => _texts[(int)attribute] = text;

    public void Refuse(CloudEventAttribute attribute, EventError error)
    {
        _refused |= Bit(attribute);
        Errors.Add(error);
    }

    /// <summary>The attribute's text where it is there and fits; else null, and the error is noted.</summary>
    public string? Require(CloudEventAttribute attribute, string? pattern = null)
    {
        if (IsRefused(attribute))
        {
            return null;
        }

        if (_texts[(int)attribute] is null)
        {
            Errors.Add(Rules.Required.At(Pointer(attribute)));
            return null;
        }

        return Check(attribute, pattern);
    }

    /// <summary>As <see cref="Require"/>, for one that may be left out.</summary>
    public string? Check(CloudEventAttribute attribute, string? pattern)
    {
        if (_texts[(int)attribute] is not { } text || pattern is null)
        {
            return _texts[(int)attribute];
        }

        if (!Text.Fits(text, pattern))
        {
            Errors.Add((text.Length == 0 ? Rules.Required : Rules.Pattern).At(Pointer(attribute)));
            return null;
        }

        if (PersonalShapes.CheckedIn(text) is { } personal)
        {
            Errors.Add(Rules.Of(personal).At(Pointer(attribute)));
            return null;
        }

        return text;
    }

    private static uint Bit(CloudEventAttribute attribute) => 1u << (int)attribute;

    private static string Pointer(CloudEventAttribute attribute) => CloudEventAttributes.Pointers[(int)attribute];
}
