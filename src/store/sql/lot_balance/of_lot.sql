select account, amount from lot_balance where lot = $1 and amount <> 0 order by account
