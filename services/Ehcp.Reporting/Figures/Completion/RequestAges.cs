using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;
using Npgsql;

namespace Ehcp.Reporting.Figures.Completion;

/// <summary>Reads how old requests get, as known at an instant, as things stood on some days: for all questions in one reading of the rows.</summary>
public sealed class RequestAges(FigureReader figures)
{
    // What ended before anybody watched, and what came in after, is in no answer.
    private const string Sql = """
        select received_on, ended_on, plan_sent_on is not null as with_plan, exemption_claimed
        from requests_known(@known_at, @authorities)
        where measured_from(received_on, received_on_usable) between @received_from and @received_to
          and (outcome = 'open' or ended_on >= greatest(received_on, @since))
        """;

    internal async Task<(Freshness Freshness, AgeTable[] Ages)> ReadAsync(AsKnown known, AgeQuestion[] questions, CancellationToken cancellationToken)
    {
        var counts = Array.ConvertAll(questions, question => new AgeCount(question));
        var freshness = await figures.ReadAsync(
            known,
            [
                new NpgsqlParameter("received_from", questions.Min(question => question.ReceivedFrom)),
                new NpgsqlParameter("received_to", questions.Max(question => question.LastReceived)),
                new NpgsqlParameter("since", questions.Min(question => question.Since)),
            ],
            cancellationToken,
            new Reading(Sql, row =>
            {
                var (received, ended) = (row.Day("received_on"), row.DayOrNull("ended_on"));
                var (withPlan, exempt) = (row.Flag("with_plan"), row.Flag("exemption_claimed"));
                foreach (var count in counts)
                {
                    count.Add(received, ended, withPlan, exempt);
                }
            }));
        return (freshness, Array.ConvertAll(counts, count => count.Table()));
    }

    private sealed class AgeCount(AgeQuestion question)
    {
        private readonly SortedDictionary<int, int> _entries = [];

        // By days of age; what is very old is rare, so it is as long as the oldest.
        private int[] _plans = [], _others = [], _open = [];

        internal void Add(DateOnly received, DateOnly? ended, bool withPlan, bool exempt)
        {
            var isOpen = !(ended <= question.On);
            if (received < question.ReceivedFrom || received > question.LastReceived || (exempt && !question.WithExemptions)
                || (!isOpen && ended < question.Since))
            {
                return;
            }

            var age = (isOpen ? question.On : ended!.Value).DayNumber - received.DayNumber;
            if (age >= _open.Length)
            {
                Array.Resize(ref _plans, age + 100);
                Array.Resize(ref _others, age + 100);
                Array.Resize(ref _open, age + 100);
            }

            (isOpen ? _open : withPlan ? _plans : _others)[age]++;
            if (received < question.Since)
            {
                var entry = question.Since.DayNumber - received.DayNumber;
                _entries[entry] = _entries.GetValueOrDefault(entry) + 1;
            }
        }

        internal AgeTable Table() => new(
            [.. Enumerable.Range(0, _open.Length).Select(age => new Ages(age, _plans[age], _others[age], _open[age]))
                .Where(ages => ages.Plans + ages.OtherEnds + ages.Open > 0)],
            _entries);
    }
}
