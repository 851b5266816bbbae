select u.payment, p.purpose, s.state, u.amount
  from payment_source u
  join payment p on p.id = u.payment
  join payment_state s on s.payment = u.payment
 where u.lot = $1 and u.payment > $2
 order by u.payment
 limit $3
