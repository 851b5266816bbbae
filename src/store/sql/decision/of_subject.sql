select subject, person, verb, rule, attempt, role, on_day, words, document, finding, at from decision where subject = $1 order by leaf, verb
