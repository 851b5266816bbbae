select id, subject, stage, rule, rule_case, severity, facts, missing, version, at
  from finding
 where (rule = $1 or $1 is null) and (severity = $2 or $2 is null) and (at >= $3 or $3 is null) and (at < $4 or $4 is null) and id > $5
 order by id
 limit $6
