with page as (select id from lot where id > $1 order by id limit $2)
select b.lot, b.account, b.amount
  from lot_balance b
  join page on page.id = b.lot
 where b.amount <> 0
 order by b.lot, b.account
