select b.id, b.citizenship, b.minor, b.profile, b.person, b.at,
       k.mark, k.outer_key, k.wrapped,
       s.place as profile_place, s.commitment as profile_commitment, s.cipher as profile_cipher, s.owner as profile_owner,
       i.position as identity_position, i.words as identity_words, i.person as identity_person, i.at as identity_at,
       t.place as identity_place, t.commitment as identity_commitment, t.cipher as identity_cipher, t.owner as identity_owner,
       (select w.method from wish w where w.beneficiary = $1 order by w.at desc limit 1) as wished,
       exists (select 1 from minority x where x.beneficiary = $1) as has_minority,
       exists (select 1 from notice x where x.beneficiary = $1) as has_notice,
       exists (select 1 from subject_bound x where x.beneficiary = $1) as has_subject,
       exists (select 1 from order_beneficiary x where x.beneficiary = $1) as has_order,
       exists (select 1 from return_file x where x.beneficiary = $1) as has_return_file,
       exists (select 1 from care_period x where x.beneficiary = $1) as has_care,
       exists (select 1 from proceeding x where x.beneficiary = $1) as has_proceeding,
       exists (select 1 from support x where x.beneficiary = $1) as has_support,
       exists (select 1 from representative x where x.beneficiary = $1) as has_representative,
       exists (select 1 from payment x where x.beneficiary = $1) as has_payment,
       exists (select 1 from duplicate x where x.beneficiary = $1) or exists (select 1 from duplicate x where x.other = $1) as has_duplicate,
       exists (select 1 from joined x where x.person_key = $2) as has_joined,
       exists (select 1 from award_slot x where x.person_key = $2) as has_award,
       (select count(*) from identity x where x.beneficiary = $1) as recorded,
       (select count(*)
          from identity x
         where x.beneficiary = $1
           and not exists (select 1
                             from identity_comparison c
                            where c.beneficiary = x.beneficiary and c.position = x.position
                              and c.leaf <= coalesce((select r.through from identity_review r order by r.position desc limit 1), -1))) as unreviewed,
       (select count(*)
          from identity x
         where x.beneficiary = $1
           and not exists (select 1 from identity_comparison c where c.beneficiary = x.beneficiary and c.position = x.position)) as uncompared,
       (select count(*) from (select 1 from identity_term x where x.beneficiary = $1 limit 1) one) as terms,
       h.leaf, h.ruling,
       f.position as identified_position, f.episode as identified_episode, f.on_day as identified_on, f.by_whom as identified_by,
       f.status as identified_status, f.document as identified_document, f.person as identified_person, f.at as identified_at
  from beneficiary b
 cross join head h
  left join data_key k on k.beneficiary = b.id
  left join seal s on s.id = b.profile
  left join identity i on i.beneficiary = b.id and i.position = (select max(x.position) from identity x where x.beneficiary = b.id)
  left join seal t on t.id = i.words
  left join identification f on f.beneficiary = b.id
 where b.id = $1
 order by f.position
