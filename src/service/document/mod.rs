//! Use cases of documents: bytes that come under seal and are named by other records.
pub mod add_document;
