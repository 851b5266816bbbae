select id, place, commitment, cipher from seal where id > $1 and id <= $2 order by id
