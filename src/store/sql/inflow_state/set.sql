insert into inflow_state (inflow, state) values ($1, $2) on conflict (inflow) do update set state = excluded.state
