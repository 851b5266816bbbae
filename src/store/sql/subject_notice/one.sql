select * from subject_notice where id = $1
