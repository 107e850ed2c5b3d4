namespace Ehcp.Scheduler.Policy;

/// <summary>Days on which a person reads no mail.</summary>
/// <param name="Person">Their address, in small letters.</param>
/// <param name="From">The first London day away.</param>
/// <param name="To">The last one.</param>
internal sealed record Absence(string Person, DateOnly From, DateOnly To)
{
    internal bool Covers(DateOnly day) => From <= day && day <= To;
}

/// <summary>Whom mail would not reach.</summary>
/// <param name="Today">London day of the mail: who is away on it is passed over.</param>
/// <param name="Refused">Addresses that a mail server said are none.</param>
internal sealed record Unreachable(DateOnly Today, IReadOnlySet<string> Refused);
