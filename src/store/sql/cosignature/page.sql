select * from cosignature where leaf > $1 order by leaf, size, vkey limit $2
