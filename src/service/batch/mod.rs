//! Use cases of batches: released payments go to the bank in one file. Here alone an account is opened, at the moment the file is
//! written; no answer but the file has one, and of whoever is helped the file has no name.
mod again;
pub mod creditor;
pub mod make_batch;
pub mod view;
pub mod withdraw_batch;
pub mod write_bank_file;
