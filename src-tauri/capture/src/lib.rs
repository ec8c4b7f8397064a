//! Corong: the capture room.
