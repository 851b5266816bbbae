select d.subject, d.rule, d.person, lifted.rule_case, lifted.facts, lifted.missing
  from decision d
  join finding lifted on lifted.id = d.finding
 where d.verb = 'override'
   and d.subject in (select f.subject from finding f where f.id > $1 and f.id <= $2)
 order by d.subject, d.rule, d.at
