//! Corong: the capture room. Bytes and text in, contact drafts out, each field with its confidence and its place.
//!
//! Deliberately absent: the book (callers pass what it knows), vCard and table files (the exchange room), the clock,
//! the disk and the network.

pub mod card;
pub mod code;
pub mod phone;
pub mod photo;
pub mod read;
pub mod text;
