-- The view stands in the way of the change, and is made anew after it. A fresh database does not have it yet.
drop view if exists thing_v1;
alter table thing alter column name type varchar(50);
alter table thing add column colour text;
