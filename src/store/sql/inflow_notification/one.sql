select * from inflow_notification where inflow = $1
