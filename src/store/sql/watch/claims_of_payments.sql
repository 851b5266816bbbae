select p.id, p.on_day
  from (select s.payment as id,
               (select max(d.on_day) from decision d where d.verb = 'submit' and d.subject = 'P-' || cast(s.payment / 10000000000 as text) || '-'
              || case when s.payment % 10000000000 < 1000000 then substr(cast(1000000 + s.payment % 10000000000 as text), 2)
                      else cast(s.payment % 10000000000 as text) end) as on_day
          from payment_state s where s.state = 'submitted' and s.payment > $1) p
 where p.on_day is not null
 order by p.id
 limit $2
