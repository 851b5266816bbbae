insert into lot_day (lot, on_day, account, amount) values ($1, $2, $3, $4)
on conflict (lot, on_day, account) do update set amount = lot_day.amount + excluded.amount
