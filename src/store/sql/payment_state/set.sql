insert into payment_state (payment, state) values ($1, $2) on conflict (payment) do update set state = excluded.state
