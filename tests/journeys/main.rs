//! Journeys through the whole house at the book: what a salesperson does, from the first card to the customer.

#![allow(clippy::unwrap_used)] // a test that cannot go on fails, and says where

mod desk;
mod exchange;
mod first_card;
mod funnel;
mod funnel_edits;
mod list;
mod safety;
mod undo;
