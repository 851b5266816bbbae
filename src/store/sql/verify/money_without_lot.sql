select entry as id, cast(line as bigint) as other, cast(null as date) as on_day, cast(account as bigint) as stored, cast(null as bigint) as reckoned
  from posting
 where lot is null and account not between 9200 and 9499
 order by entry, line
 limit 1
