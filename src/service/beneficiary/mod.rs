//! Use cases of beneficiaries, by pseudonym: opening, wishes, identifications, periods, return files.
