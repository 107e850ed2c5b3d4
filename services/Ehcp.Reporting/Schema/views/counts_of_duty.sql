-- From the catalogue of measures: EHCP_WRITE_DOCS=1 and the tests of Reporting write it anew.
-- What a duty counts as while it is known like this, measure by measure: outcome and flags as one number, the day it is counted by, for whom,
-- and how many days it took where that is summed too.
create or replace function counts_of_duty(duty known_duty) returns table (measure smallint, slot smallint, day date, authority text, days integer)
language sql stable parallel safe as $$
  select counted.measure, counted.slot, counted.day,
         held_on(counted.done_on, duty.authority, duty.held_before, duty.held_to), coalesce(counted.days, 0)
  from (values
    -- annual-reviews
    (8::smallint,
     (case when duty.done_on is not null then
             case when duty.done_on <= duty.due_on then 0 else 1 end
           when duty.closed_on is not null then 3
           else 2 end)::smallint,
     case when duty.duty = 'annual-review' then duty.due_on end,
     duty.done_on, null::integer),
    -- phase-transfers
    (9::smallint,
     (case when duty.done_on is not null then
             case when duty.done_on <= duty.due_on then 0 else 1 end
           when duty.closed_on is not null then 3
           else 2 end)::smallint,
     case when duty.duty = 'phase-transfer' then duty.due_on end,
     duty.done_on, null::integer),
    -- exemptions-told
    (10::smallint,
     (case when duty.done_on is not null then 0 else 2 end)::smallint,
     case when duty.duty = 'exemption-told' then duty.due_on end,
     duty.done_on, null::integer)
  ) as counted (measure, slot, day, done_on, days)
  where counted.day is not null
$$;
