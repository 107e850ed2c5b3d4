create table half (id bigint);
select 1 / 0;
