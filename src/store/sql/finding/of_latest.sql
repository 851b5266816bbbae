select f.id, f.subject, f.stage, f.rule, f.rule_case, f.severity, f.facts, f.missing, f.version, f.at
  from (select * from judgement where facts is not null order by leaf desc, subject, stage limit $1) j
  join finding f on f.subject = j.subject and f.stage = j.stage and f.at = j.at
 order by f.subject, f.stage, f.at
