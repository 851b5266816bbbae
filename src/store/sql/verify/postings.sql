select entry, line, account, lot, amount from posting where entry >= $1 and entry <= $2 order by entry, line
