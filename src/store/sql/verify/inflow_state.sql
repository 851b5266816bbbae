select inflow, stored, reckoned
  from (select i.id as inflow, s.state as stored,
               case when d.reversed = 1 then 'reversed' when d.returned = 1 then 'returned' when e.held > e.lifted then 'quarantined' else 'available' end as reckoned
          from inflow i
          left join inflow_state s on s.inflow = i.id
          left join (select subject, max(case when verb = 'reverse' then 1 else 0 end) as reversed, max(case when verb = 'return' then 1 else 0 end) as returned
                       from decision
                      where verb in ('reverse', 'return')
                      group by subject) as d
            on d.subject = 'IN-' || cast(i.id / 10000000000 as text) || '-'
                           || case when i.id % 10000000000 < 1000000 then substr(cast(1000000 + i.id % 10000000000 as text), 2)
                                   else cast(i.id % 10000000000 as text) end
          left join (select inflow, max(case when kind = 'inflow_quarantined' then number else 0 end) as held,
                            max(case when kind = 'quarantine_lifted' then number else 0 end) as lifted
                       from entry
                      where inflow is not null and kind in ('inflow_quarantined', 'quarantine_lifted')
                      group by inflow) as e
            on e.inflow = i.id
        union all
        select s.inflow, s.state, null
          from inflow_state s
         where not exists (select 1 from inflow i where i.id = s.inflow)) as compared
 where stored is null or reckoned is null or stored <> reckoned
 order by inflow
 limit 1
