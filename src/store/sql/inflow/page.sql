select i.*, s.state from inflow i join inflow_state s on s.inflow = i.id where i.id > $1 order by i.id limit $2
