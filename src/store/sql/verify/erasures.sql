select subject, person, verb, rule, attempt, role, on_day, words, document, finding, at from decision where verb in ('propose_erase', 'erase') order by subject, leaf, attempt, person, verb, rule
