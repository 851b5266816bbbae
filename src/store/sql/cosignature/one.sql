select * from cosignature where size = $1 and vkey = $2
