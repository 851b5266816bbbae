select * from subject_bound order by subject, beneficiary
