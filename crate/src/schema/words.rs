//! What is said of a violation.
