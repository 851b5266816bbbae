select e.duplicate, d.beneficiary, d.other, e.leaf
  from duplicate_decision e
  join duplicate d on d.id = e.duplicate
 where e.same and d.other is not null
 order by e.leaf
