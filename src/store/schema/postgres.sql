select 'trigger' as kind, t.tgname::text as name,
       c.relname || ' ' || t.tgtype::text || ' ' || t.tgenabled::text || ' ' || p.proname
       -- A trigger can be narrowed to some columns or rows, or given a function of another schema.
       || ' ' || t.tgattr::text || ' ' || coalesce(pg_get_expr(t.tgqual, t.tgrelid), '') || ' ' || (p.pronamespace = c.relnamespace)::text as text
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_proc p on p.oid = t.tgfoid
 where not t.tgisinternal and n.nspname = current_schema()
union all
-- A function that is called stable would not see what another session wrote while it waited.
select 'function', p.proname::text,
       p.prosrc || ' ' || p.prokind::text || ' ' || l.lanname || ' ' || p.provolatile::text || ' ' || p.prosecdef::text || ' '
       || replace(coalesce(array_to_string(p.proconfig, ' '), ''), quote_ident(current_schema()), '')
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  join pg_language l on l.oid = p.prolang
 where n.nspname = current_schema()
union all
select 'constraint', r.relname || '.' || c.conname,
       c.contype::text || ' ' || c.condeferrable::text || ' ' || c.condeferred::text || ' ' || c.convalidated::text || ' ' || pg_get_constraintdef(c.oid)
       -- A foreign key is kept by triggers of its own, and they can be switched off.
       || coalesce((select ' ' || string_agg(distinct t.tgenabled::text, ' ' order by t.tgenabled::text) from pg_trigger t where t.tgconstraint = c.oid), '')
  from pg_constraint c
  join pg_class r on r.oid = c.conrelid
  join pg_namespace n on n.oid = r.relnamespace
 -- From version 18 on `not null` is a constraint too; the column says it on every version.
 where n.nspname = current_schema() and c.contype <> 'n' and r.relname not like '\_sqlx%'
union all
select 'column', c.table_name || '.' || c.column_name, c.data_type || ' ' || c.is_nullable || ' ' || coalesce(c.column_default, '')
  from information_schema.columns c
 where c.table_schema = current_schema() and c.table_name not like '\_sqlx%'
union all
select 'table', c.relname::text, c.relkind::text || ' ' || c.relpersistence::text || ' ' || c.relrowsecurity::text || ' ' || c.relhasrules::text
       -- A table that inherits from this one would add rows to it that no trigger saw.
       || coalesce((select ' inherited by ' || count(*) from pg_inherits i where i.inhparent = c.oid having count(*) > 0), '')
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname not like '\_sqlx%'
union all
select 'index', c.relname::text, replace(pg_get_indexdef(c.oid), quote_ident(current_schema()) || '.', '') || ' ' || i.indisvalid::text
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_class r on r.oid = i.indrelid
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = current_schema() and r.relname not like '\_sqlx%'
 order by 1, 2
