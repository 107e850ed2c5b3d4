-- Readers have the role ehcp_bi, which the command bi-role makes. A view that is new, or was made anew, is theirs too.
do $$ begin
  if exists (select from pg_roles where rolname = 'ehcp_bi') then
    grant usage on schema bi to ehcp_bi;
    grant select on all tables in schema bi to ehcp_bi;
  end if;
end $$;
