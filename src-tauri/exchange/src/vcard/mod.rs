//! vCard 2.1, 3.0 and 4.0: reading what real programs write, and writing 3.0 and 4.0.
//!
//! Reading goes in steps, each in its own file: `source` turns bytes into lines of text, `cards` puts folded lines
//! together and finds where a card begins and ends, `property` undoes the encodings of one line, the crate `calcard`
//! reads names, parameters and values, and `draft` makes a contact draft of them.
//!
//! Deliberately absent: jCard and xCard, and any network access for pictures that are only linked.

mod address;
mod cards;
mod charset;
mod draft;
mod finish;
mod names;
mod photo;
mod property;
mod read;
mod source;
mod words;
mod write;

pub use photo::Photo;
pub use read::{CardResult, ReadCard, Refused, RefusedCode, VcardFile, VcardReader, Version, Warning, read_vcards};
pub use write::{OutCard, OutVersion, vcard_text, write_vcards};
