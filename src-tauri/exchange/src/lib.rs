//! Corong: the exchange room.
