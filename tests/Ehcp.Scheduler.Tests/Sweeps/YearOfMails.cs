namespace Ehcp.Scheduler.Tests.Sweeps;

/// <summary>One family's request as the year's story has it. Days are of London; what becomes known, becomes known at noon.</summary>
/// <param name="DecidedOn">When it was decided to assess and to issue a plan; null when that was never recorded.</param>
internal sealed record YearCase(
    string Reference, DateOnly ReceivedOn, DateOnly KnownOn, string? Officer, bool HasManager, DateOnly? DecidedOn, DateOnly? EndsOn)
{
    /// <summary>Six, sixteen and twenty weeks.</summary>
    internal IReadOnlyList<YearClock> Clocks =>
        field ??= [new(this, 42, Duty.Decision), new(this, 112, Duty.Refusal), new(this, 140, Duty.Plan)];
}

internal enum Duty
{
    Plan,
    Decision,
    Refusal,
}

/// <summary>One limit of a request. A refusal is nobody's duty: after its day there is nothing to say.</summary>
internal sealed class YearClock(YearCase of, int days, Duty duty)
{
    internal YearCase Case => of;

    internal Duty Duty => duty;

    internal DateOnly LastDay { get; } = of.ReceivedOn.AddDays(days);

    /// <summary>The day on which it becomes known that it is over.</summary>
    internal DateOnly? EndsOn { get; } = duty == Duty.Plan || of.DecidedOn is null ? of.EndsOn : of.EndsOn < of.DecidedOn ? of.EndsOn : of.DecidedOn;

    internal bool IsLate(DateOnly day) => duty != Duty.Refusal && LastDay < day;
}

/// <summary>
/// What should be mailed in a year, written from the words of the README and the decisions and from nothing of the service: it has its own calendar, ladders,
/// subjects and people. It lives a day in three moments: midnight, half past seven and eight o'clock.
/// </summary>
internal sealed class YearOfMails(IReadOnlyList<YearCase> cases)
{
    private static readonly HashSet<DateOnly> BankHolidays =
    [
        new(2026, 1, 1), new(2026, 4, 3), new(2026, 4, 6), new(2026, 5, 4), new(2026, 5, 25), new(2026, 8, 31), new(2026, 12, 25), new(2026, 12, 28),
        new(2027, 1, 1), new(2027, 3, 26), new(2027, 3, 29), new(2027, 5, 3), new(2027, 5, 31),
    ];

    private readonly List<Waiting> _waiting = [];
    private readonly Dictionary<YearClock, (int Rung, List<string> ToldOfBreach)> _state = [];

    internal static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !BankHolidays.Contains(day);

    /// <returns>Time, recipient and subject of each mail of a day.</returns>
    internal List<string> MailsOf(DateOnly day)
    {
        foreach (var clock in cases.Where(each => each.KnownOn < day).SelectMany(each => each.Clocks))
        {
            Midnight(clock, day);
        }

        var mails = new List<string>();
        if (IsWorkingDay(day))
        {
            HalfPastSeven(day, mails);
            EightOClock(day, mails);
        }

        return mails;
    }

    // One rung a night, the highest reached; nothing of a clock that was over for four weeks when its case became known.
    private void Midnight(YearClock clock, DateOnly day)
    {
        var (rung, told) = _state.TryGetValue(clock, out var state) ? state : (-1, []);
        if (clock.EndsOn < day)
        {
            _waiting.RemoveAll(line => line.Clock == clock && !line.Cleared);
            _waiting.AddRange(told.Select(role => new Waiting(clock, role, true, true)));
            _state[clock] = (99, []);
            return;
        }

        var ladder = Ladder(clock);
        var reached = clock.Duty == Duty.Refusal && clock.LastDay < day ? -1 : Array.FindLastIndex(ladder, step => step.On <= day);
        if (clock.LastDay >= clock.Case.KnownOn.AddDays(-28) && reached > rung)
        {
            _waiting.AddRange(ladder[reached].Roles.Select(role => new Waiting(clock, role, false, ladder[reached].On > clock.LastDay)));
        }

        _state[clock] = (Math.Max(rung, reached), told);
    }

    private static (DateOnly On, string[] Roles)[] Ladder(YearClock clock) => clock.Duty switch
    {
        Duty.Plan =>
        [
            (clock.LastDay.AddDays(-28), ["officer"]), (clock.LastDay.AddDays(-14), ["officer"]), (clock.LastDay.AddDays(-7), ["officer"]),
            (WorkingDaysFrom(LastWorkingDay(clock.LastDay), -2), ["officer", "manager"]), (clock.LastDay.AddDays(1), ["officer", "manager", "mailbox"]),
            (clock.LastDay.AddDays(7), ["head"]),
        ],
        Duty.Decision => [(WorkingDaysFrom(LastWorkingDay(clock.LastDay), -5), ["officer"]), (clock.LastDay.AddDays(1), ["officer", "manager"])],
        _ => [(WorkingDaysFrom(LastWorkingDay(clock.LastDay), -5), ["officer"])],
    };

    // A case is counted once, by the most pressing of its clocks.
    private void HalfPastSeven(DateOnly day, List<string> mails)
    {
        var digests = new SortedDictionary<string, List<(YearClock Clock, int Group)>>(StringComparer.Ordinal);
        var horizon = WorkingDaysFrom(day, 10);
        string[] roles = IsFirstOfWeek(day) ? ["officer", "manager", "head"] : ["officer", "manager"];
        foreach (var clock in cases.Where(each => each.KnownOn < day).SelectMany(each => each.Clocks).Where(clock => !(clock.EndsOn < day)))
        {
            int? group = clock.IsLate(day) ? (clock.Duty == Duty.Plan ? 0 : 1) : clock.LastDay >= day && clock.LastDay <= horizon ? 2 : null;
            foreach (var who in group is null ? [] : roles.Select(role => Who(clock.Case, role)).Distinct())
            {
                (digests.TryGetValue(who, out var lines) ? lines : digests[who] = []).Add((clock, group!.Value));
            }
        }

        foreach (var (who, lines) in digests)
        {
            var pressing = lines.GroupBy(line => line.Clock.Case).Select(lines => lines.Min(line => line.Group)).ToLookup(group => group);
            var parts = new[] { "breached", "with other duties overdue", "due in ten working days" }
                .Select((words, group) => (Count: pressing[group].Count(), Words: words)).Where(part => part.Count > 0);
            mails.Add($"07:30 {who}: Today: {string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}"))}");
            Told(_waiting.Where(line => !line.Cleared && Who(line.Clock.Case, line.Role) == who && lines.Exists(each => each.Clock == line.Clock)).ToList());
        }
    }

    private void EightOClock(DateOnly day, List<string> mails)
    {
        foreach (var mail in _waiting.ToLookup(line => Who(line.Clock.Case, line.Role)).OrderBy(mail => mail.Key, StringComparer.Ordinal))
        {
            var clocks = mail.GroupBy(line => line.Clock).Select(line => (Clock: line.Key, Cleared: line.All(each => each.Cleared))).ToList();
            var overdue = clocks.Where(line => !line.Cleared && line.Clock.LastDay < day).Select(line => line.Clock).ToList();
            var due = clocks.Where(line => !line.Cleared && line.Clock.LastDay >= day).Select(line => line.Clock).ToList();
            var cleared = clocks.Where(line => line.Cleared).Select(line => line.Clock).ToList();
            var parts = new List<string>();
            if (overdue.Count > 0)
            {
                parts.Add($"{Things(overdue)} overdue");
            }

            if (due.Count > 0)
            {
                var left = due.Max(clock => LastWorkingDay(clock.LastDay).DayNumber - day.DayNumber);
                parts.Add($"{(parts.Count > 0 ? $"{due.Count}" : Things(due))} due within {new[] { 7, 14, 28, left }.First(days => left <= days)} days");
            }

            if (cleared.Count > 0)
            {
                parts.Add($"{(parts.Count > 0 ? $"{cleared.Count}" : Things(cleared))} no longer overdue");
            }

            mails.Add($"08:00 {mail.Key}: {string.Join(", ", parts)}");
        }

        Told([.. _waiting]);
    }

    private void Told(List<Waiting> lines)
    {
        foreach (var line in lines)
        {
            _waiting.Remove(line);
            if (line.OfBreach && !line.Cleared && !_state[line.Clock].ToldOfBreach.Contains(line.Role))
            {
                _state[line.Clock].ToldOfBreach.Add(line.Role);
            }
        }
    }

    private static string Who(YearCase each, string role) => role switch
    {
        "officer" when each.Officer is not null => each.Officer,
        "officer" or "manager" when each.HasManager => AlertScheduler.Manager,
        "head" => AlertScheduler.Head,
        _ => AlertScheduler.Mailbox,
    };

    private static bool IsFirstOfWeek(DateOnly day)
    {
        for (var before = day.AddDays(-1); before.DayOfWeek != DayOfWeek.Sunday; before = before.AddDays(-1))
        {
            if (IsWorkingDay(before))
            {
                return false;
            }
        }

        return true;
    }

    private static DateOnly LastWorkingDay(DateOnly lastDay)
    {
        while (!IsWorkingDay(lastDay))
        {
            lastDay = lastDay.AddDays(-1);
        }

        return lastDay;
    }

    private static DateOnly WorkingDaysFrom(DateOnly day, int count)
    {
        for (var left = Math.Abs(count); left > 0; left -= IsWorkingDay(day) ? 1 : 0)
        {
            day = day.AddDays(Math.Sign(count));
        }

        return day;
    }

    private static string Things(List<YearClock> clocks)
    {
        var plans = clocks.Count(clock => clock.Duty == Duty.Plan);
        var others = clocks.Count - plans;
        var words = new[] { plans == 0 ? "" : plans == 1 ? "1 plan" : $"{plans} plans", others == 0 ? "" : plans == 0 ? Deadlines("") : Deadlines("other ") };
        return string.Join(" and ", words.Where(part => part.Length > 0));

        string Deadlines(string other) => others == 1 ? $"1 {other}deadline" : $"{others} {other}deadlines";
    }

    private sealed record Waiting(YearClock Clock, string Role, bool Cleared, bool OfBreach);
}
