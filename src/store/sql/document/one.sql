select id, title, content, media_type, size_bytes, person, at from document where id = $1
