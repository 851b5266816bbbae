select f.name, t.text
  from rulebook_file f
  join policy_text t on t.hash = f.hash
 where f.rulebook = $1 and f.side = $2
