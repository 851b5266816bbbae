select * from inflow_donor where inflow = $1
