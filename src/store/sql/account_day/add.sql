insert into account_day (account, on_day, debit, credit) values ($1, $2, $3, $4)
on conflict (account, on_day) do update set debit = account_day.debit + excluded.debit, credit = account_day.credit + excluded.credit
