select id from person where name_key = $1
