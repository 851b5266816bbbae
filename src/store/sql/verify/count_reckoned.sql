select 'account' as name, count(*) as found from account
union all
select 'identity_term', count(*) from identity_term
union all
select 'subject_term', count(*) from subject_term
union all
select 'party_term', count(*) from party_term
union all
select 'duplicate', count(*) from duplicate
union all
select 'duplicate_decision', count(*) from duplicate_decision
union all
select 'joined', count(*) from joined
union all
select 'subject_bound', count(*) from subject_bound
union all
select 'inflow_state', count(*) from inflow_state
union all
select 'payment_state', count(*) from payment_state
union all
select 'lot_balance', count(*) from lot_balance
union all
select 'lot_available', count(*) from lot_available
union all
select 'lot_day', count(*) from lot_day
union all
select 'account_day', count(*) from account_day
union all
select 'tile', count(*) from tile
union all
select 'checkpoint', count(*) from checkpoint
union all
select 'account_period', count(*) from account_period
