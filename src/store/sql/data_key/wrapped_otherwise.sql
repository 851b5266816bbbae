select beneficiary, mark, outer_key, wrapped
  from (select beneficiary, mark, outer_key, wrapped from data_key where outer_key < $1
        union all
        select beneficiary, mark, outer_key, wrapped from data_key where outer_key > $1) k
 order by beneficiary
 limit $2
