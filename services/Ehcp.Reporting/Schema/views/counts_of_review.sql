-- From the catalogue of measures: EHCP_WRITE_DOCS=1 and the tests of Reporting write it anew.
-- What a review counts as while it is known like this, measure by measure: outcome and flags as one number, the day it is counted by, for whom,
-- and how many days it took where that is summed too.
create or replace function counts_of_review(review known_review) returns table (measure smallint, slot smallint, day date, authority text, days integer)
language sql stable parallel safe as $$
  select counted.measure, counted.slot, counted.day,
         held_on(counted.done_on, review.authority, review.held_before, review.held_to), coalesce(counted.days, 0)
  from (values
    -- review-decisions
    (5::smallint,
     (case when review.decided_on >= measured_from(review.meeting_held_on, review.dates_usable) then
             case when review.decided_on <= measured_from(review.meeting_held_on, review.dates_usable) + 28 then 0 else 1 end
           else 2 end)::smallint,
     review.decided_on,
     review.decided_on, null::integer),
    -- amended-plans
    (6::smallint,
     (case when review.amended_plan_sent_on >= measured_from(review.meeting_held_on, review.dates_usable) then
             case when review.amended_plan_sent_on <= measured_from(review.meeting_held_on, review.dates_usable) + 84 then 0 else 1 end
           else 2 end)::smallint,
     review.amended_plan_sent_on,
     review.amended_plan_sent_on, null::integer)
  ) as counted (measure, slot, day, done_on, days)
  where counted.day is not null
$$;
