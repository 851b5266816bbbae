with pseudonym as (
    select cast($1 as bigint) as id
    union
    select cast(substr(j.other_key, 3, 4) as bigint) * 10000000000 + cast(substr(j.other_key, 8) as bigint) from joined j where j.person_key = $4
), met as (
    select d.id, d.subject, d.other as across from pseudonym q join duplicate d on d.beneficiary = q.id
    union
    select d.id, d.subject, d.beneficiary from pseudonym q join duplicate d on d.other = q.id
), standing as (
    select m.id, m.subject, m.across
      from met m
     where not exists (select 1 from duplicate_decision e where e.duplicate = m.id)
       and (m.across is null or not exists (select 1 from pseudonym q where q.id = m.across))
), other as (
    select s.id, s.across as beneficiary from standing s
    union
    select s.id, cast(substr(j.other_key, 3, 4) as bigint) * 10000000000 + cast(substr(j.other_key, 8) as bigint)
      from standing s
      join joined j
        on j.person_key = 'B-' || cast(s.across / 10000000000 as text) || '-'
              || case when s.across % 10000000000 < 1000000 then substr(cast(1000000 + s.across % 10000000000 as text), 2)
                      else cast(s.across % 10000000000 as text) end
)
select s.id
  from standing s
 where exists (select 1
                 from other o
                 join payment p on p.beneficiary = o.beneficiary
                 join payment_state t on t.payment = p.id
                where o.id = s.id and p.purpose = cast($2 as text) and p.purpose in ('lump_sum', 'reintegration_allowance') and p.episode = $3
                  and t.state in ('approved', 'released', 'settled'))
    or exists (select 1 from subject_notice n join subject u on u.id = n.subject where n.subject = s.subject and u.certain)
    or exists (select 1
                 from subject u
                 join court_order c on c.id = u.court_order
                where u.id = s.subject and c.kind = 'removal')
 order by s.id
 limit 100
