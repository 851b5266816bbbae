select d.subject, d.rule, d.person, seen.rule_case, seen.facts, seen.missing
  from decision d
  join finding lifted on lifted.id = d.finding
  join finding seen on seen.subject = lifted.subject and seen.at = lifted.at and seen.rule = lifted.rule and seen.severity = 'override'
 where d.verb = 'override'
   and d.subject in (select f.subject from finding f where f.id > $1 and f.id <= $2)
 order by d.subject, d.rule, d.at
