select b.id, b.citizenship, b.profile, p.cipher as profile_cipher, p.owner as profile_owner, m.minor as later_minor, m.words as later_words,
       s.cipher as later_cipher, s.owner as later_owner, k.outer_key, k.wrapped,
       k.beneficiary is not null and k.wrapped is null as erased,
       (select w.method from wish w where w.beneficiary = b.id order by w.at desc limit 1) as method,
       (select count(*)
          from notice n
         where n.beneficiary = b.id
           and not exists (
               select 1
                 from decision d
                where d.verb = 'lift'
                  and d.subject = 'N-' || cast(n.id / 10000000000 as text) || '-'
                      || case when n.id % 10000000000 < 1000000 then substr(cast(1000000 + n.id % 10000000000 as text), 2)
                              else cast(n.id % 10000000000 as text) end))
       + (select count(*)
            from subject_bound u
            join subject_notice n on n.subject = u.subject
           where u.beneficiary = b.id
             and not exists (
                 select 1
                   from decision d
                  where d.verb = 'lift'
                    and d.subject = 'N-' || cast(n.id / 10000000000 as text) || '-'
                        || case when n.id % 10000000000 < 1000000 then substr(cast(1000000 + n.id % 10000000000 as text), 2)
                                else cast(n.id % 10000000000 as text) end)) as notices
  from beneficiary b
  join seal p on p.id = b.profile
  left join data_key k on k.beneficiary = b.id
  left join minority m on m.beneficiary = b.id and m.at = (select max(l.at) from minority l where l.beneficiary = b.id)
  left join seal s on s.id = m.words
 where b.id > $1
 order by b.id
 limit $2
