select (select count(*) from identity i where i.beneficiary = $1) as recorded,
       (select count(*)
          from identity i
         where i.beneficiary = $1
           and not exists (select 1
                             from identity_comparison c
                            where c.beneficiary = i.beneficiary and c.position = i.position
                              and c.leaf <= coalesce((select r.through from identity_review r order by r.position desc limit 1), -1))) as unreviewed,
       (select count(*)
          from identity i
         where i.beneficiary = $1
           and not exists (select 1 from identity_comparison c where c.beneficiary = i.beneficiary and c.position = i.position)) as uncompared,
       (select count(*) from (select 1 from identity_term t where t.beneficiary = $1 limit 1) one) as terms
