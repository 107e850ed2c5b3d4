namespace Ehcp.Reporting.Known.Minutes;

/// <summary>
/// The proof that nothing was lost, minute by minute: what Intake announced, and what the figures hold. Whoever takes in a snapshot appends to
/// <c>counted_change</c> and waits for nobody; <see cref="AgreeMinutes"/> sums it up and says up to where the two agree.
/// </summary>
internal static class MinuteTables
{
    /// <summary><c>recorded_minutes</c> of a snapshot are the minutes of its facts since 1970, one for each fact; <c>minutes_before</c> those of the snapshot it replaced.</summary>
    internal const string Create = """
        create table recorded_minute (minute timestamptz primary key, announced integer not null default 0, counted integer not null default 0);
        create index ix_recorded_minute_disagrees on recorded_minute (minute) where announced <> counted;
        create table counted_change (minute timestamptz not null, change integer not null);
        create table announced_span (span_from timestamptz primary key, span_to timestamptz not null);
        create table known_to (is_only boolean primary key default true check (is_only), known_to timestamptz, announced_to timestamptz);
        insert into known_to default values;
        """;

    internal const string Drop = "drop table recorded_minute, counted_change, announced_span, known_to";

    /// <summary>Counts the facts of snapshots that were stored before minutes were.</summary>
    internal const string CountStored = """
        update case_snapshot set recorded_minutes = (
          select coalesce(array_agg(extract(epoch from date_trunc('minute', (fact ->> 'recordedAt')::timestamptz))::bigint / 60), '{}')
          from jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'facts') as fact);
        insert into counted_change (minute, change)
        select to_timestamp(60 * minute), count(*) from case_snapshot cross join lateral unnest(recorded_minutes) as minute group by 1;
        """;
}
