insert into lot_balance (lot, account, amount) values ($1, $2, $3)
on conflict (lot, account) do update set amount = lot_balance.amount + excluded.amount
