select i.beneficiary, i.position, i.words, i.leaf
  from identity i
 where i.leaf > $1
   and not exists (select 1 from identity_comparison c where c.beneficiary = i.beneficiary and c.position = i.position)
 order by i.leaf, i.beneficiary
 limit $2
