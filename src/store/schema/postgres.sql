select 'trigger' as kind, t.tgname::text as name,
       c.relname || ' ' || t.tgtype || ' ' || t.tgenabled || ' ' || p.proname as text
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_proc p on p.oid = t.tgfoid
 where not t.tgisinternal and n.nspname = current_schema()
union all
select 'function', p.proname::text, p.prosrc
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
 where n.nspname = current_schema()
union all
select 'constraint', r.relname || '.' || c.conname, c.contype || ' ' || c.condeferrable || ' ' || c.convalidated || ' ' || pg_get_constraintdef(c.oid)
  from pg_constraint c
  join pg_class r on r.oid = c.conrelid
  join pg_namespace n on n.oid = r.relnamespace
 where n.nspname = current_schema() and r.relname not like '\_sqlx%'
union all
select 'column', c.table_name || '.' || c.column_name, c.data_type || ' ' || c.is_nullable
  from information_schema.columns c
 where c.table_schema = current_schema() and c.table_name not like '\_sqlx%'
 order by 1, 2
