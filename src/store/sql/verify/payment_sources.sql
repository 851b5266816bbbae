select id, cast(null as bigint) as other, cast(null as date) as on_day, stored, reckoned
  from (select p.id, cast(coalesce(u.amount, 0) as bigint) as stored,
               cast(case when s.state = 'draft' or (s.state = 'withdrawn' and u.payment is null) then 0 else p.amount end as bigint) as reckoned
          from payment p
          join payment_state s on s.payment = p.id
          left join (select payment, sum(amount) as amount from payment_source group by payment) as u on u.payment = p.id) as compared
 where stored <> reckoned
 order by id
 limit 1
