select * from batch_file where batch = $1 order by position
