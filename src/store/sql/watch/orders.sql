select o.id, o.kind, o.in_force_on,
       (select count(*) from order_asset a
         where a.court_order = o.id and a.stage = 'forfeited'
           and not exists (select 1 from asset_handover h where h.court_order = o.id and h.asset = a.position)) as assets_due,
       (select count(*) from asset_handover h where h.court_order = o.id) as came_in,
       cast(coalesce((select sum(b.amount) from order_beneficiary b where b.court_order = o.id), 0) as bigint) as ordered,
       cast(coalesce((select sum(r.amount) from order_receipt r where r.court_order = o.id and r.paid_to <> 'recourse'), 0) as bigint) as received,
       cast(coalesce((select sum(p.amount) from payment p join payment_state s on s.payment = p.id
                       where p.court_order = o.id and p.purpose = 'restitution' and s.state in ('released', 'settled')), 0) as bigint)
           as paid_by_fund,
       (select min(e.effective_on)
          from entry e
          join payment p on p.id = e.payment and p.purpose = 'restitution'
          join payment_state s on s.payment = p.id and s.state in ('released', 'settled')
         where e.court_order = o.id and e.kind = 'release'
           and not exists (select 1 from order_recourse r
                            where r.court_order = o.id and r.opened_on >= e.effective_on
                              and not exists (select 1 from order_recourse l
                                               where l.court_order = o.id and l.position > r.position
                                                 and coalesce(l.offender, 0) = coalesce(r.offender, 0)))) as paid_on,
       (select count(*) from order_recourse r where r.court_order = o.id) as recourses
  from court_order o
 where o.id > $1 and o.id <= $2 and o.kind in ('restitution', 'confiscation')
   and not exists (select 1 from order_end e where e.court_order = o.id)
   and exists (select 1 from decision d where d.verb = 'confirm'
                  and d.subject = 'O-' || cast(o.id / 10000000000 as text) || '-'
              || case when o.id % 10000000000 < 1000000 then substr(cast(1000000 + o.id % 10000000000 as text), 2)
                      else cast(o.id % 10000000000 as text) end)
 order by o.id
 limit $3
