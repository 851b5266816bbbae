select subject, person, role from hand where subject = $1 order by person
