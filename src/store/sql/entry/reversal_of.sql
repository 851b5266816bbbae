select number from entry where reverses = $1
