select id, place, commitment, owner, leaf from seal where leaf >= $1 and leaf < $2 order by leaf, id
