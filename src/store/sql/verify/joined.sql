select person_key, other_key, duplicate, leaf from joined order by person_key, other_key
