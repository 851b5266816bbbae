select level, count(*) as tiles, min(position) as first, max(position) as last from tile group by level order by level
