select a.* from award_slot s join award a on a.id = s.award where s.person_key = $1 and s.episode = $2 and s.purpose = $3
