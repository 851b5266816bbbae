select o.id, o.kind, o.issuer, o.decided_on, o.in_force_on,
       exists (
           select 1
             from decision d
            where d.verb = 'confirm'
              and d.subject = 'O-' || cast(o.id / 10000000000 as text) || '-'
                  || case when o.id % 10000000000 < 1000000 then substr(cast(1000000 + o.id % 10000000000 as text), 2)
                          else cast(o.id % 10000000000 as text) end
       ) as confirmed,
       (select e.what from order_end e where e.court_order = o.id) as ended,
       cast(coalesce((select sum(b.amount) from order_beneficiary b where b.court_order = o.id), 0)
          + coalesce((select sum(u.amount)
                        from subject u
                       where u.court_order = o.id
                         and not exists (select 1 from order_beneficiary b where b.court_order = o.id and b.position = u.position)), 0)
          + coalesce((select sum(a.value) from order_asset a where a.court_order = o.id), 0) as bigint) as ordered,
       cast(coalesce((select sum(r.amount) from order_receipt r where r.court_order = o.id and r.paid_to <> 'recourse'), 0)
          + coalesce((select sum(a.value)
                        from order_asset a
                        join asset_handover h on h.court_order = a.court_order and h.asset = a.position
                       where a.court_order = o.id), 0) as bigint) as received,
       cast(coalesce((select sum(p.amount)
                        from payment p
                        join payment_state s on s.payment = p.id
                       where p.court_order = o.id and p.purpose = 'restitution'
                         and s.state in ('approved', 'released', 'settled')), 0) as bigint) as paid_by_fund
  from court_order o
 where (o.issuer = $1 or $1 is null) and (o.kind = $2 or $2 is null) and o.id > $3
 order by o.id
 limit $4
