//! Corong: the book room.
