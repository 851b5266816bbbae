select w.ordered, w.received, w.paid_by_fund
  from (select b.position, cast(coalesce(b.amount, 0) as bigint) as ordered,
               cast(coalesce((select sum(r.amount) from order_receipt r
                               where r.court_order = b.court_order and r.beneficiary = b.beneficiary and r.paid_to <> 'recourse'), 0) as bigint)
                   as received,
               cast(coalesce((select sum(p.amount) from payment p join payment_state s on s.payment = p.id
                               where p.court_order = b.court_order and p.beneficiary = b.beneficiary and p.purpose = 'restitution'
                                 and s.state in ('released', 'settled')), 0) as bigint) as paid_by_fund
          from order_beneficiary b
         where b.court_order = $1) w
 order by w.received + w.paid_by_fund - w.ordered desc, w.position
 limit 1
