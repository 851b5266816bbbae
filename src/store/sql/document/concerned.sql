select d.person, s.owner
  from document d
  join seal s on s.id = d.content
 where d.id = $1
