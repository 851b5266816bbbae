select f.id, f.subject, f.stage, f.rule, f.rule_case, f.severity, f.facts, f.missing, f.version, f.at
  from finding f
  join judgement j on j.subject = f.subject and j.stage = f.stage and j.at = f.at
 where j.facts is not null and (j.subject, j.stage, j.at) > ($1, $2, $3) and (j.subject, j.stage, j.at) <= ($4, $5, $6)
 order by f.subject, f.stage, f.at
