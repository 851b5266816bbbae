select hash from leaf where position >= $1 and position < $2 order by position
