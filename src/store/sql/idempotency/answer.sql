select request, answer from idempotency where person = $1 and method = $2 and path = $3 and key_hash = $4
