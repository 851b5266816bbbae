//! Keys, seals and commitments. Pure: bytes in, bytes out; where seals are kept is said in the store. Names, numbers,
//! accounts, free text and documents pass through here on their way to the database, and nowhere else in the clear.
mod content;
mod data_key;
mod keys;
pub mod matching;
pub mod names;
pub mod party;
mod seal;
mod signer;

pub use content::content_hash;
pub use data_key::{DataKey, Wrapped};
pub use keys::{KeyRefused, Keys, Secret};
pub use seal::{Commitment, Sealed, Unopened, Words};
pub use signer::LogSigner;
