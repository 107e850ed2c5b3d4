using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Digests;

/// <summary>
/// Plans the digests of a working day: one for everybody with something due. Late is better than never until the day's end; twice is not possible.
/// </summary>
internal sealed class MorningDigest(
    NpgsqlDataSource database, AlertPolicies policies, ComposeMails mails, PublicAddress address, LawInForce law, AlertTelemetry telemetry)
{
    private const int SetSize = 500;

    private static readonly TimeOnly Opens = new(7, 30);
    private static readonly TimeOnly Closes = new(18, 0);

    /// <summary>The row of <c>sweep</c> that says when the digest was last not planned because no case is known.</summary>
    internal const string NoCaseYet = "no-case-yet";

    private const string IsPlanned = "select exists (select from digest where day = @day)";

    private const string AnyCase = "select exists (select from case_timeline)";

    private const string RememberNoCase = $"""
        insert into sweep (name, completed_at) values ('{NoCaseYet}', @now)
        on conflict (name) do update set completed_at = greatest(sweep.completed_at, excluded.completed_at)
        """;

    private const string Begin = "insert into digest (day, planned_at, mails) values (@day, @now, 0) on conflict do nothing";

    private const string End = "update digest set mails = @mails where day = @day";

    /// <returns>How many digests were planned.</returns>
    internal async Task<int> PlanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = LondonCalendar.DayOf(now);
        if (!IsTime(now))
        {
            return 0;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await IsPlannedAsync(connection, today, cancellationToken))
        {
            return 0;
        }

        // A digest about nothing would take the place of the one that the first cases are due the same day.
        if (!await AnyCaseAsync(connection, cancellationToken))
        {
            await using var remember = connection.Sql(RememberNoCase).With("now", now);
            await remember.ExecuteNonQueryAsync(cancellationToken);
            return 0;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await ComposeMails.AloneAsync(connection, cancellationToken) || !await BeginAsync(connection, today, now, cancellationToken))
        {
            return 0;
        }

        var planned = await PlanAsync(connection, now, today, cancellationToken);
        await using var end = connection.Sql(End).With("day", today).With("mails", planned);
        await end.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail(MailStep.Plan.Counted, planned);
        return planned;
    }

    private async Task<int> PlanAsync(NpgsqlConnection connection, DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        var candidates = await DigestTable.CandidatesAsync(connection, today, policies, cancellationToken);
        var told = await ToldAsync(connection, candidates, today, cancellationToken);
        if (told.Count == 0)
        {
            return 0;
        }

        var (planned, _) = await MailLife.PlanAsync(connection, DigestMails.Kind, told.Select(line => line.Mail), address.NewMessageId, now, cancellationToken);
        await DigestTable.InsertAsync(connection, [.. told.Select(line => line.Row(planned[line.Mail]))], cancellationToken);
        var named = told.GroupBy(line => line.Mail)
            .SelectMany(mail => DigestContent.Named(mail.Select(line => line.Line())).Select(line => (mail.First().To, line.Line.Key))).ToHashSet();
        var waiting = await mails.WaitingAsync(connection, AlertPolicies.Every, today, cancellationToken);
        waiting.RemoveAll(alert => !named.Contains((alert.Recipient.Address, alert.Key)) || !planned.ContainsKey(alert.To));

        // Who reads of a clock here is not mailed of it again the same morning. Who only reads of its being counted is.
        await ComposeMails.JoinAsync(connection, waiting, planned, cancellationToken);
        return planned.Count;
    }

    // The head of SEND reads it once a week.
    private static bool IsFirstOfWeek(DateOnly day, WorkingDays calendar) => DayOfWeekFromMonday(calendar.Add(day, -1)) >= DayOfWeekFromMonday(day);

    private static int DayOfWeekFromMonday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;

    /// <summary>What the sweep of an instant would plan, on the reader's view of the database.</summary>
    internal async Task<IReadOnlyList<ForetoldDigest>> ForetellAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = LondonCalendar.DayOf(now);
        if (!IsTime(now) || await IsPlannedAsync(connection, today, cancellationToken))
        {
            return [];
        }

        var candidates = await DigestTable.CandidatesAsync(connection, today, policies, cancellationToken);
        var told = await ToldAsync(connection, candidates, today, cancellationToken);
        return [.. told.GroupBy(line => line.Mail).Select(mail => new ForetoldDigest(mail.Key, [.. mail.Select(line => line.Line())]))];
    }

    private bool IsTime(DateTimeOffset now)
    {
        var london = TimeZoneInfo.ConvertTime(now, LondonCalendar.Zone).DateTime;
        return policies.HasDigest && policies.Calendar.IsWorkingDay(DateOnly.FromDateTime(london)) && TimeOnly.FromDateTime(london).IsBetween(Opens, Closes);
    }

    // The officer, unless they said that they deal with it, and the manager. Waiting alone is no reason for a mail.
    private async Task<List<Told>> ToldAsync(NpgsqlConnection connection, List<DigestCandidate> candidates, DateOnly today, CancellationToken cancellationToken)
    {
        var unreachable = await RefusedAddresses.UnreachableAsync(connection, today, cancellationToken);
        var acknowledged = await DigestTable.AcknowledgedAsync(connection, today, cancellationToken);
        var running = candidates.Where(candidate => candidate.IsDue).Select(CaseOf).ToHashSet();
        var lines = candidates.Where(candidate => running.Contains(CaseOf(candidate)))
            .SelectMany(candidate => Recipients(candidate, acknowledged, unreachable, today)).ToList();
        var due = lines.Where(line => line.Candidate.IsDue).Select(line => (line.To, CaseOf(line.Candidate))).ToHashSet();
        lines.RemoveAll(line => !due.Contains((line.To, CaseOf(line.Candidate))));
        var waiting = lines.Where(line => line.Candidate.Group == DigestGroup.WaitingOnOthers)
            .Select(line => CaseOf(line.Candidate)).Distinct().Order().ToArray();
        var started = await StartsAsync(connection, waiting, cancellationToken);
        return lines.ConvertAll(line => line with { StartedOn = line.Candidate.StartedOn ?? started.GetValueOrDefault(line.Candidate.Key) });
    }

    private IEnumerable<Told> Recipients(DigestCandidate candidate, HashSet<ClockKey> acknowledged, Unreachable unreachable, DateOnly today)
    {
        var recipients = policies.For(candidate.Key.Authority).Recipients;
        var unassigned = !Policy.Recipients.IsAddress(candidate.Holders.CaseOfficer);
        var manager = recipients.Of(AlertRole.TeamManager, candidate.Holders, unreachable);
        var officer = acknowledged.Contains(candidate.Key) ? manager : recipients.Of(AlertRole.CaseOfficer, candidate.Holders, unreachable);
        var head = IsFirstOfWeek(today, policies.Calendar)
            && recipients.Of(AlertRole.HeadOfSend, candidate.Holders, unreachable) is { Role: AlertRole.HeadOfSend } known ? known : manager;
        var channel = policies.For(candidate.Key.Authority).Channel;
        return new[] { officer, manager, head }.DistinctBy(to => to.Address)
            .Select(to => new Told(to.Address, to.Role, channel, candidate, unassigned, null));
    }

    // Only facts say since when others have it; they are read for the few cases that wait.
    private async Task<Dictionary<ClockKey, DateOnly?>> StartsAsync(NpgsqlConnection connection, CaseKey[] cases, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<ClockKey, DateOnly?>();
        foreach (var set in cases.Chunk(SetSize))
        {
            var whole = await WholeCases.ReadAsync(connection, set, cancellationToken);
            foreach (var key in set)
            {
                foreach (var clock in CaseTimeline.From(law.Current, whole[key].FactsAt(key)).Clocks)
                {
                    starts[new(key.Authority, key.CaseReference, clock.Milestone, clock.Id)] = clock.StartedOn;
                }
            }
        }

        return starts;
    }

    private static async Task<bool> IsPlannedAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var planned = connection.Sql(IsPlanned).With("day", day);
        return await planned.ValueAsync<bool>(cancellationToken);
    }

    private static async Task<bool> AnyCaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var any = connection.Sql(AnyCase);
        return await any.ValueAsync<bool>(cancellationToken);
    }

    private static async Task<bool> BeginAsync(NpgsqlConnection connection, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var begin = connection.Sql(Begin).With("day", day).With("now", now);
        return await begin.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static CaseKey CaseOf(DigestCandidate candidate) => new(candidate.Key.Authority, candidate.Key.CaseReference);

    private sealed record Told(string To, AlertRole Role, string Channel, DigestCandidate Candidate, bool Unassigned, DateOnly? StartedOn)
    {
        internal MailTo Mail => new(To, Channel);

        internal DigestLine Line() => new(Candidate.Group, Candidate.Line, StartedOn, Unassigned);

        internal DigestLineRow Row(long mail) => new()
        {
            MailId = mail,
            Authority = Candidate.Key.Authority,
            CaseReference = Candidate.Key.CaseReference,
            Milestone = Candidate.Key.Milestone,
            Clock = Candidate.Key.Clock,
            StartedOn = StartedOn,
            Unassigned = Unassigned,
            Role = AlertRoles.Name(Role),
        };
    }
}

/// <summary>A digest that would be planned.</summary>
internal sealed record ForetoldDigest(MailTo To, IReadOnlyCollection<DigestLine> Lines);
