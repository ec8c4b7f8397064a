//! Keys by which two contacts may be the same person.
