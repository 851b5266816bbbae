//! Tells cargo that the embedded migrations and statements are part of the build.
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=fixtures/story");
}
