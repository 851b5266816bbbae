select hash from policy_text where hash = $1
