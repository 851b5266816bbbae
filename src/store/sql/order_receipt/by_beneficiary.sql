select beneficiary, cast(sum(amount) as bigint)
  from order_receipt
 where court_order = $1 and paid_to <> 'recourse'
 group by beneficiary
