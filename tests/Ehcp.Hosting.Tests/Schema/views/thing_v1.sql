create or replace view thing_v1 as select id, name::text as name from thing;
