//! Use cases of reading the books: journal, trial balance, statement, findings, what was refused; and reversing an entry that no
//! verb of its own reverses.
pub mod export_statement;
pub mod get_entry;
pub mod list_findings;
pub mod list_refusals;
pub mod reverse_entry;
pub mod trial_balance;

#[cfg(test)]
mod tests;
