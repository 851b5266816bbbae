select * from identity_review order by position desc limit 1
