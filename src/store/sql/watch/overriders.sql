select person, count(*) as overrides from decision where verb = 'override' and at >= $1 group by person order by person
