//! The ways in over HTTP: what a request must be before a use case sees it, and how answers and refusals travel. What a
//! command means, and every rule, is decided below; the JSON API is in [`api`].
pub mod answer;
pub mod api;
pub mod body;
pub mod caller;
pub mod field_words;
pub mod gate;
pub mod limit;
pub mod listen;
pub mod measure;
pub mod openapi;
pub mod problem;
pub mod query;
pub mod reference;
pub mod server;
pub mod strict_json;
pub mod watch;
pub mod wiped;

pub use problem::Problem;
pub use server::{router, serve};
