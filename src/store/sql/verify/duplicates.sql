select d.id, d.beneficiary, d.other, d.subject, d.strength, d.evidence, d.at, d.leaf from duplicate d where d.id > $1 order by d.id limit $2
