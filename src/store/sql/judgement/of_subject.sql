select subject, stage, at, verdict, permits, version, facts from judgement where subject = $1 order by at
