select episode from award_slot where person_key = $1 and purpose = $2 order by episode
