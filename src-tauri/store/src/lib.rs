//! Corong: the store room.
