select distinct n.receipt
  from payment_item n
  join payment_state s on s.payment = n.payment
 where n.receipt in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) and s.state in ('approved', 'released', 'settled') and (n.payment <> $21 or $21 is null)
