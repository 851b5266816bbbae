select id, subject, stage, rule, rule_case, severity, facts, missing, version, at from finding where subject = $1 order by id
