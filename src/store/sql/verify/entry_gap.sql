select place as id, cast(null as bigint) as other, cast(null as date) as on_day, number as stored, place as reckoned
  from (select number, row_number() over (order by number) as place from entry) as numbered
 where number <> place
 order by place
 limit 1
