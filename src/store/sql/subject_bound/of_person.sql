select subject from subject_bound where beneficiary = $1 order by subject
