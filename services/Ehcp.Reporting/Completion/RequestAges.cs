using Npgsql;

namespace Ehcp.Reporting.Completion;

/// <summary>Reads how old requests get, as known at an instant, as things stood on a day.</summary>
public sealed class RequestAges(Figures figures)
{
    /// <summary>Every request whose age is known: its end, how it ended, and whether it is still open on the day.</summary>
    internal static string Request(AsKnown known) => $"""
        with ended as (
          select *, case when plan_sent_on is not null then plan_sent_on
                         when assessment_decision = 'refuse' then assessment_decided_on
                         when issue_decision = 'not-issue' then issue_decided_on
                         else closed_on end as ended_on,
                 plan_sent_on is null and (assessment_decision = 'refuse' or issue_decision = 'not-issue' or closed_on is not null) as ended_otherwise
          from known_request
          where {known.Rows} and received_on_usable and received_on is not null and received_on <= @on
        ), request as (
          select *, ended_on is null or ended_on > @on as is_open, least(ended_on, @on) - received_on as age
          from ended
          where (ended_on is not null or not coalesce(ended_otherwise, false)) and (ended_on is null or ended_on >= received_on)
        )

        """;

    private const string ExitsSql = """
        select age, (count(*) filter (where not is_open and plan_sent_on is not null))::int,
               (count(*) filter (where not is_open and plan_sent_on is null))::int, (count(*) filter (where is_open))::int
        from request where {0} group by age order by age
        """;

    private const string EntriesSql = """
        select @since - received_on, count(*)::int from request where received_on < @since and {0} group by 1
        """;

    // What ended before watching began was never watched.
    private const string Watched = "received_on >= @received_from and received_on <= @received_to and (is_open or ended_on >= @since) and (@with_exemptions or not exemption_claimed)";

    internal async Task<(Freshness Freshness, AgeTable Ages)> ReadAsync(AgeQuestion question, CancellationToken cancellationToken)
    {
        var (exits, entries) = (new List<Ages>(), new Dictionary<int, int>());
        var freshness = await figures.ReadAsync(
            question.Known,
            [.. question.Parameters()],
            cancellationToken,
            new(Request(question.Known) + ExitsSql.Replace("{0}", Watched, StringComparison.Ordinal), row => exits.Add(new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)))),
            new(Request(question.Known) + EntriesSql.Replace("{0}", Watched, StringComparison.Ordinal), row => entries[row.GetInt32(0)] = row.GetInt32(1)));
        return (freshness, new(exits, entries));
    }
}

/// <param name="On">The day on which it is asked who is still open.</param>
/// <param name="Since">The day from which on they are watched; null for always.</param>
internal sealed record AgeQuestion(AsKnown Known, DateOnly On, DateOnly? Since = null, DateOnly? ReceivedFrom = null, DateOnly? ReceivedTo = null, bool WithExemptions = true)
{
    internal IEnumerable<NpgsqlParameter> Parameters() =>
    [
        new("on", On),
        new("since", Since ?? DateOnly.MinValue),
        new("received_from", ReceivedFrom ?? DateOnly.MinValue),
        new("received_to", ReceivedTo ?? DateOnly.MaxValue),
        new("with_exemptions", WithExemptions),
    ];
}
