select e.duplicate, d.beneficiary, d.other, e.leaf
  from duplicate_decision e
  left join duplicate d on d.id = e.duplicate
 where e.same
 order by e.leaf
