select l.id, l.at, l.fields, d.fields as order_fields, d.until_day, o.in_force_on, e.what as order_end, e.at as ended_at,
       exists (select 1 from order_beneficiary b where b.court_order = l.court_order and b.beneficiary = l.beneficiary) as names_person,
       exists (
           select 1
             from decision c
            where c.verb = 'confirm' and c.at <= l.at
              and c.subject = 'O-' || cast(l.court_order / 10000000000 as text) || '-'
                  || case when l.court_order % 10000000000 < 1000000 then substr(cast(1000000 + l.court_order % 10000000000 as text), 2)
                          else cast(l.court_order % 10000000000 as text) end
       ) as confirmed
  from identity_look l
  left join order_disclosure d on d.court_order = l.court_order
  left join court_order o on o.id = l.court_order
  left join order_end e on e.court_order = l.court_order
 where l.outcome = 'shown' and l.id > $1
 order by l.id
 limit $2
