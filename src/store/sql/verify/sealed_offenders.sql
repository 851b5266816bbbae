select o.id, o.issuer, c.id as case_seal, c.cipher as case_cipher, s.id as seal, s.cipher
  from (select * from court_order where id > $1 order by id limit $2) o
  join seal c on c.id = o.case_words
  left join order_offender f on f.court_order = o.id
  left join seal s on s.id = f.words
 order by o.id, f.position
