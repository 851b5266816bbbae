with page as (select id, amount from payment where id > $1 order by id limit $2)
select p.id as payment, p.amount, s.state, d.person, d.verb, d.role, d.on_day
  from page p
  left join payment_state s on s.payment = p.id
  left join decision d
    on d.subject = 'P-' || cast(p.id / 10000000000 as text) || '-'
                   || case when p.id % 10000000000 < 1000000 then substr(cast(1000000 + p.id % 10000000000 as text), 2)
                           else cast(p.id % 10000000000 as text) end
 order by p.id, d.leaf, d.at, d.verb, d.person
