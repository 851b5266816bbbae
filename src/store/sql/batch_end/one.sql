select * from batch_end where batch = $1
