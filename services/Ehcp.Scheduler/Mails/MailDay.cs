using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Mails;

/// <summary>The day a mail is read on, and the working days it counts by.</summary>
/// <param name="Today">The London day.</param>
/// <param name="Calendar">The working days.</param>
internal sealed record MailDay(DateOnly Today, WorkingDays Calendar);
