select * from subject_bound where subject = $1 order by beneficiary
