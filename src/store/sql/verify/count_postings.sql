select count(*) from posting
