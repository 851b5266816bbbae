//! Use cases of notices: that a removal decision exists, and that it was lifted.
