select account, cast(sum(amount) as bigint) as balance
  from (select account, debit - credit as amount from account_day where on_day <= $1
        union all
        select p.account, -p.amount
          from entry e
          join posting p on p.entry = e.number
         where e.number > $2 and e.effective_on <= $1) as moved
 group by account
 order by account
