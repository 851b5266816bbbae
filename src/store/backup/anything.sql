-- What the schema of the target holds already, a name for each: tables, views, sequences, functions.
select c.relname::text as name
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = current_schema() and c.relkind <> 'i'
union all
select p.proname::text
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
 where n.nspname = current_schema()
 order by name
 limit 1
