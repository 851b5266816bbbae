select state from inflow_state where inflow = $1
