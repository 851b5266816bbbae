select id, place, commitment, cipher from seal where id = $1
