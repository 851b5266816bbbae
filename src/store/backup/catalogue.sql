-- The tables of the ledger as PostgreSQL knows them: columns, key, size, and which tables go in before each. A key that is
-- checked at once wants the row it refers to first; a deferred one is there for rows that go in before what they refer to. A
-- reference that a trigger judges (0011) stands in the trigger's words, as `column=table`.
select c.relname::text as name,
       array(select a.attname::text
               from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
              order by a.attnum) as columns,
       array(select a.attname::text
               from pg_constraint k
              cross join unnest(k.conkey) with ordinality as part (number, place)
               join pg_attribute a on a.attrelid = c.oid and a.attnum = part.number
              where k.conrelid = c.oid and k.contype = 'p'
              order by part.place) as key,
       array(select r.relname::text
               from pg_constraint k
               join pg_class r on r.oid = k.confrelid
              where k.conrelid = c.oid and k.confrelid <> c.oid and k.contype = 'f' and not k.condeferrable
              union
             select r.relname::text
               from pg_constraint k
               join pg_class r on r.oid = k.conrelid
              where k.confrelid = c.oid and k.conrelid <> c.oid and k.contype = 'f' and k.condeferrable
              union
             select split_part(word, '=', 2)
               from pg_trigger t
              cross join unnest(string_to_array(encode(t.tgargs, 'escape'), '\000')) as word
              where t.tgrelid = c.oid and not t.tgisinternal and word like '%=%' and split_part(word, '=', 2) <> c.relname) as before,
       pg_table_size(c.oid) as size
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = current_schema() and c.relkind = 'r' and c.relname not like '\_sqlx%'
 order by c.relname
