//! Use cases of orders: registering, confirming, receipts, insufficiency.
