//! Use cases of awards: proposing, deciding, appealing, listing.
