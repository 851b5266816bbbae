with page as (select id from lot where id > $3 order by id limit $4)
select lot, account, cast(sum(amount) as bigint) as amount
  from (select d.lot, d.account, d.amount
          from lot_day d
          join page on page.id = d.lot
         where d.on_day < $1
        union all
        select p.lot, p.account, -p.amount
          from entry e
          join posting p on p.entry = e.number
          join page on page.id = p.lot
         where e.number > $2 and e.effective_on < $1) as moved
 group by lot, account
having sum(amount) <> 0
 order by lot, account
