namespace Ehcp.Scheduler.Tests.Sweeps;

/// <summary>One family's request as the year's story has it. Days are of London; what becomes known, becomes known at noon.</summary>
internal sealed record YearCase(string Reference, DateOnly ReceivedOn, DateOnly KnownOn, string? Officer, bool HasManager, DateOnly? EndsOn)
{
    internal DateOnly LastDay { get; } = ReceivedOn.AddDays(140);
}

/// <summary>
/// What should be mailed in a year, written from the words of the README and the decisions and from nothing of the service: it has its own calendar, ladder,
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
    private readonly Dictionary<YearCase, (int Rung, List<string> ToldOfBreach)> _state = [];

    internal static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !BankHolidays.Contains(day);

    /// <returns>Time, recipient and subject of each mail of a day.</returns>
    internal List<string> MailsOf(DateOnly day)
    {
        foreach (var each in cases.Where(each => each.KnownOn < day))
        {
            Midnight(each, day);
        }

        var mails = new List<string>();
        if (IsWorkingDay(day))
        {
            HalfPastSeven(day, mails);
            EightOClock(day, mails);
        }

        return mails;
    }

    // One rung a night, the highest reached; nothing of a case that was over for four weeks when it became known.
    private void Midnight(YearCase each, DateOnly day)
    {
        var (rung, told) = _state.TryGetValue(each, out var state) ? state : (-1, []);
        if (each.EndsOn is { } end && end < day)
        {
            _waiting.RemoveAll(line => line.Case == each && !line.Cleared);
            _waiting.AddRange(told.Select(role => new Waiting(each, role, true, true)));
            _state[each] = (99, []);
            return;
        }

        DateOnly[] days = [each.LastDay.AddDays(-28), each.LastDay.AddDays(-14), each.LastDay.AddDays(-7), WorkingDaysFrom(LastWorkingDay(each.LastDay), -2),
            each.LastDay.AddDays(1), each.LastDay.AddDays(7)];
        string[][] roles = [["officer"], ["officer"], ["officer"], ["officer", "manager"], ["officer", "manager", "mailbox"], ["head"]];
        var reached = Array.FindLastIndex(days, reachedOn => reachedOn <= day);
        if (each.LastDay >= each.KnownOn.AddDays(-28) && reached > rung)
        {
            _waiting.AddRange(roles[reached].Select(role => new Waiting(each, role, false, reached >= 4)));
        }

        _state[each] = (Math.Max(rung, reached), told);
    }

    private void HalfPastSeven(DateOnly day, List<string> mails)
    {
        var digests = new SortedDictionary<string, HashSet<YearCase>>(StringComparer.Ordinal);
        var horizon = WorkingDaysFrom(day, 10);
        foreach (var each in cases.Where(each => each.KnownOn < day && !(each.EndsOn < day) && each.LastDay <= horizon))
        {
            string[] roles = IsFirstOfWeek(day) ? ["officer", "manager", "head"] : ["officer", "manager"];
            foreach (var who in roles.Select(role => Who(each, role)))
            {
                (digests.TryGetValue(who, out var lines) ? lines : digests[who] = []).Add(each);
            }
        }

        foreach (var (who, lines) in digests)
        {
            var (breached, due) = (lines.Count(each => each.LastDay < day), lines.Count(each => each.LastDay >= day));
            mails.Add($"07:30 {who}: Today: {string.Join(", ", new[] { breached > 0 ? $"{breached} breached" : "", due > 0 ? $"{due} due in ten working days" : "" }.Where(part => part != ""))}");
            Told(_waiting.Where(line => !line.Cleared && Who(line.Case, line.Role) == who && lines.Contains(line.Case)).ToList());
        }
    }

    private void EightOClock(DateOnly day, List<string> mails)
    {
        foreach (var mail in _waiting.ToLookup(line => Who(line.Case, line.Role)).OrderBy(mail => mail.Key, StringComparer.Ordinal))
        {
            var clocks = mail.GroupBy(line => line.Case).Select(line => (Case: line.Key, Cleared: line.All(each => each.Cleared))).ToList();
            var overdue = clocks.Count(line => !line.Cleared && line.Case.LastDay < day);
            var cleared = clocks.Count(line => line.Cleared);
            var left = clocks.Where(line => !line.Cleared && line.Case.LastDay >= day)
                .Select(line => LastWorkingDay(line.Case.LastDay).DayNumber - day.DayNumber).ToList();
            var parts = new List<string>();
            if (overdue > 0)
            {
                parts.Add($"{Plans(overdue)} overdue");
            }

            if (left.Count > 0)
            {
                var within = new[] { 7, 14, 28, left.Max() }.First(days => left.Max() <= days);
                parts.Add($"{(overdue > 0 ? $"{left.Count}" : Plans(left.Count))} due within {within} days");
            }

            if (cleared > 0)
            {
                parts.Add($"{(parts.Count > 0 ? $"{cleared}" : Plans(cleared))} no longer overdue");
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
            if (line.OfBreach && !line.Cleared && !_state[line.Case].ToldOfBreach.Contains(line.Role))
            {
                _state[line.Case].ToldOfBreach.Add(line.Role);
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

    private static string Plans(int count) => count == 1 ? "1 plan" : $"{count} plans";

    private sealed record Waiting(YearCase Case, string Role, bool Cleared, bool OfBreach);
}
