select type as kind, name, coalesce(sql, '') as text
  from sqlite_schema
 where name not like '\_sqlx%' escape '\' and name not like 'sqlite\_%' escape '\'
 order by type, name
