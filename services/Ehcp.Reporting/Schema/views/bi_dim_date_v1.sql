create or replace view bi.dim_date_v1 as
select day::date as day, extract(year from day)::int as year, 'Q' || extract(quarter from day)::int as quarter, extract(month from day)::int as month,
       to_char(day, 'YYYY-MM') as year_month, extract(isodow from day)::int as weekday
from generate_series(date '2014-09-01', current_date + 730, interval '1 day') as day;
comment on view bi.dim_date_v1 is 'Every day from 1 September 2014 to two years ahead.';
comment on column bi.dim_date_v1.day is 'The day.';
comment on column bi.dim_date_v1.year is 'Calendar year.';
comment on column bi.dim_date_v1.quarter is 'Quarter of the calendar year, Q1 to Q4.';
comment on column bi.dim_date_v1.month is 'Month, 1 to 12.';
comment on column bi.dim_date_v1.year_month is 'Year and month, to sort by.';
comment on column bi.dim_date_v1.weekday is '1 for Monday to 7 for Sunday.';
