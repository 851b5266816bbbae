//! Use cases of documents under seal.
