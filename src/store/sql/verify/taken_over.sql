select e.*, d.beneficiary, d.other, d.subject
  from duplicate_decision e
  left join duplicate d on d.id = e.duplicate
 order by e.leaf, e.duplicate
