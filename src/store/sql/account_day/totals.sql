select account, cast(sum(amount) as bigint) as balance
  from (select p.account, p.debit - p.credit as amount
          from account a
         cross join account_period p
         where p.account = a.code and p.months = 12 and p.first_day < $3
        union all
        select p.account, p.debit - p.credit
          from account a
         cross join account_period p
         where p.account = a.code and p.months = 1 and p.first_day >= $3 and p.first_day < $4
        union all
        select d.account, d.debit - d.credit
          from account a
         cross join account_day d
         where d.account = a.code and d.on_day >= $4 and d.on_day <= $1
        union all
        select p.account, -p.amount
          from entry e
          join posting p on p.entry = e.number
         where e.number > $2 and e.effective_on <= $1) as moved
 group by account
 order by account
