-- A view reads with its owner's rights, but knows who asks.
create or replace view bi.dim_authority_v1 with (security_barrier) as
select distinct authority as authority_code from case_snapshot where ('*' in (select r.authority from bi_reader r where r.role_name = current_user)
       or authority in (select r.authority from bi_reader r where r.role_name = current_user));
comment on view bi.dim_authority_v1 is 'Authorities with cases that the reader may see.';
comment on column bi.dim_authority_v1.authority_code is 'ONS code.';
