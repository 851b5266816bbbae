select l.*, d.recipient as recipient_words, s.cipher as recipient_cipher
  from identity_look l
  left join order_disclosure d on d.court_order = l.court_order
  left join seal s on s.id = d.recipient
 where l.id > $1
 order by l.id
 limit $2
