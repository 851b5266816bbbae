select id, place, commitment, leaf from seal where leaf >= $1 and leaf < $2 order by leaf, id
