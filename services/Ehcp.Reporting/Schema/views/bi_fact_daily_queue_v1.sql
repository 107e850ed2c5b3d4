-- A view reads with its owner's rights, but knows who asks.
create or replace view bi.fact_daily_queue_v1 with (security_barrier) as
select day, authority as authority_code, team, week, open as open_requests, with_exemption
from daily_queue
where ('*' in (select r.authority from bi_reader r where r.role_name = current_user)
       or authority in (select r.authority from bi_reader r where r.role_name = current_user));
comment on view bi.fact_daily_queue_v1 is 'The open requests of each London day that has ended, as known when it ended. '
  'Nobody can count them afterwards from what is known now.';
comment on column bi.fact_daily_queue_v1.day is 'The London day.';
comment on column bi.fact_daily_queue_v1.authority_code is 'ONS code of the authority.';
comment on column bi.fact_daily_queue_v1.team is 'Team that held the cases; not-recorded where nobody said.';
comment on column bi.fact_daily_queue_v1.week is 'Week of the process: 0 to 20, then 21-26, 27-39, 40-52 and 53+, which are overdue; '
  'cannot-compute where the date of receipt cannot be used.';
comment on column bi.fact_daily_queue_v1.open_requests is 'Open requests.';
comment on column bi.fact_daily_queue_v1.with_exemption is 'Of them, those with an exemption claimed on the final plan.';
