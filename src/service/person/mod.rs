//! Use cases of persons: who may sign in, in which roles, by which tokens. What the command line does before anybody can
//! sign in has no caller; whoever runs it holds the Fund's key.
pub mod add_person;
pub mod end_tokens;
pub mod held;
pub mod issue_token;
pub mod list_persons;
pub mod revoke_role;
pub mod sign_in;
