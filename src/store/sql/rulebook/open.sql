select r.id
  from rulebook r
  left join rulebook_end e on e.rulebook = r.id
 where r.version = $1 and e.rulebook is null
 order by r.id
 limit 1
