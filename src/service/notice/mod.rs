//! Use cases of notices: that a removal decision exists, from any source. Nothing may be paid that would carry it out.
pub mod lift_notice;
pub mod record_notice;
pub mod view;
