//! Selling: what is written when offers, terms, orders and sale credit change, each act as one change.

mod credit;
mod document;
mod effect;
mod offers;
mod orders;
mod products;
mod records;
mod terms;
mod text;

pub(crate) use effect::{order_from_answer, settle_sale};
pub(crate) use records::SaleFile;
pub(crate) use terms::permission_from_answer;
pub use text::OfferWords;
