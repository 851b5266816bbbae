select entry, line, account, lot, amount from posting where entry = $1 order by line
