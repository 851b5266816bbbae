//! Use cases of payments: drafting, checking, and every step to settlement and back.
