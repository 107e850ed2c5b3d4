namespace Ehcp.Scheduler.Cases;

/// <summary>The spans of ledger time in which something of a case was known, each as long as it stayed the same.</summary>
/// <param name="id">Which of several of its kind it is about.</param>
/// <param name="knownTo">Null while it is what is known now.</param>
/// <param name="end">The span, ended at an instant.</param>
/// <param name="saysTheSame">Whether a later one says what an earlier one does, but for the times.</param>
internal sealed class Spans<T>(
    Func<T, string> id, Func<T, DateTimeOffset> knownFrom, Func<T, DateTimeOffset?> knownTo, Func<T, DateTimeOffset, T> end, Func<T, T, bool> saysTheSame)
{
    private readonly List<T> _spans = [];

    /// <summary>From an instant on this is known, each id once, and nothing else.</summary>
    internal void Learn(T[] known, DateTimeOffset at)
    {
        var earlier = _spans.Count;
        foreach (var span in known)
        {
            var last = _spans.FindIndex(0, earlier, other => knownTo(other) is null && id(other) == id(span));
            if (last < 0)
            {
                _spans.Add(span);
            }
            else if (!saysTheSame(_spans[last], span))
            {
                _spans[last] = end(_spans[last], at);
                _spans.Add(span);
            }
        }

        for (var i = 0; i < earlier; i++)
        {
            if (knownTo(_spans[i]) is null && !Array.Exists(known, span => id(span) == id(_spans[i])))
            {
                _spans[i] = end(_spans[i], at);
            }
        }
    }

    /// <summary>By id, then by time.</summary>
    internal List<T> InOrder()
    {
        _spans.Sort((left, right) => string.CompareOrdinal(id(left), id(right)) is var order and not 0 ? order : knownFrom(left).CompareTo(knownFrom(right)));
        return _spans;
    }
}
