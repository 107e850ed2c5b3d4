namespace Ehcp.Intake.Events;

/// <summary>What is wrong with an event: everything, up to a bound that keeps a hostile body from a longer answer.</summary>
internal sealed class ErrorList
{
    private const int Most = 100;

    private List<EventError>? _errors;

    public bool IsEmpty => _errors is null;

    public IReadOnlyList<EventError> All => _errors ?? [];

    public void Add(EventError error)
    {
        _errors ??= [];
        if (_errors.Count < Most)
        {
            _errors.Add(error);
        }
    }

    /// <summary>Adds the error, and is the value that a refused field has: none.</summary>
    public object? Refuse(EventError error)
    {
        Add(error);
        return null;
    }
}
