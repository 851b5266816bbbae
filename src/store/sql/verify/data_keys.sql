select beneficiary, mark, outer_key, wrapped from data_key where beneficiary > $1 order by beneficiary limit $2
