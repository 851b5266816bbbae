select (select cast(sum(p.amount) as bigint)
          from payment p
          join payment_state s on s.payment = p.id
         where p.beneficiary = $1 and p.purpose = cast($2 as text) and s.state in ('approved', 'released', 'settled') and (p.id <> $3 or $3 is null)
           and p.amount < $4
           and exists (select 1
                         from entry e
                        where e.payment = p.id and e.kind = 'encumbrance'
                          and (e.effective_on between $5 and $6 or e.recorded_at >= $7 and e.recorded_at < $8)
                          and e.number < coalesce((select max(o.number)
                                                     from entry o
                                                     join payment_state t on t.payment = o.payment
                                                    where o.payment = $3 and o.kind = 'encumbrance'
                                                      and t.state in ('approved', 'released', 'settled')), 9223372036854775807))) as near
