//! Journeys through the whole house at the book: what a salesperson does, from the first card to the customer.

mod desk;
mod exchange;
mod first_card;
mod funnel;
mod list;
mod safety;
mod undo;
