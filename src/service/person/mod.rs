//! Use cases of persons, their roles and tokens, and signing in.
