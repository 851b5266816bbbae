select (select count(*) from identity i where i.beneficiary = $1),
       (select count(*)
          from identity i
         where i.beneficiary = $1 and i.leaf > coalesce((select max(r.through) from identity_review r), -1))
