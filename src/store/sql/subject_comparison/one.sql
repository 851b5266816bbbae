select * from subject_comparison where subject = $1
