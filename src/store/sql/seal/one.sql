select id, place, commitment, cipher, owner from seal where id = $1
