select id, cast(null as bigint) as other, cast(null as date) as on_day, stored, reckoned
  from (select p.id, cast(coalesce(u.amount, 0) as bigint) as stored,
               cast(case when s.state in ('approved', 'released', 'settled') then p.amount else 0 end as bigint) as reckoned
          from payment p
          join payment_state s on s.payment = p.id
          left join (select payment, sum(amount) as amount from award_use group by payment) as u on u.payment = p.id
         where u.payment is not null or p.purpose in ('lump_sum', 'reintegration_allowance')) as compared
 where stored <> reckoned
 order by id
 limit 1
