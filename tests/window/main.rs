//! Journeys in the real window: the built application, driven as a person drives it.
//!
//! They need `CORONG_BIN` (the application), `CORONG_DRIVER` (WebKitWebDriver) and a screen; `cargo xtask test --only
//! window` gives them all three. Deliberately absent: whatever a test can find out without a window.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is wrong")]

mod hands;
mod journeys;
mod opening;
mod pictures;
mod window;
