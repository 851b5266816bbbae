select distinct size from cosignature order by size
