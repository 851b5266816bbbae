//! The check of everything stored against the log and against itself.
