//! One file per table: its cells, once.

mod activity;
mod address;
mod company;
mod contact;
mod email;
mod event;
mod funnel;
mod gate_answer;
mod link;
mod offer;
mod opportunity;
mod phone;
mod product;
mod sale_credit;
mod sale_order;
mod salesperson;
mod stage_move;
mod tag;
mod terms;

use corong_domain::activity::Activity;
use corong_domain::company::Company;
use corong_domain::contact::{Address, Contact, Email, Link, Phone, Tag};
use corong_domain::event::Event;
use corong_domain::opportunity::{GateAnswer, Opportunity, StageMove};
use corong_domain::sale::ledger::{SaleCreditEntry, SaleShares};
use corong_domain::sale::offer::Offer;
use corong_domain::sale::order::{OrderEntry, SaleOrder};
use corong_domain::sale::permission::OfferPermission;
use corong_domain::sale::product::Product;
use corong_domain::sale::rate::RateRow;
use corong_domain::sale::terms::{Terms, TermsAcceptance};
use corong_domain::salesperson::Salesperson;

use crate::record::{Fields, Table, TableDef};

pub use funnel::FunnelRow;

/// The cells of a table.
pub(crate) fn def(table: Table) -> &'static TableDef {
    match table {
        Table::Contact => Contact::DEF,
        Table::Phone => Phone::DEF,
        Table::Email => Email::DEF,
        Table::Link => Link::DEF,
        Table::Address => Address::DEF,
        Table::Tag => Tag::DEF,
        Table::Company => Company::DEF,
        Table::Event => Event::DEF,
        Table::Salesperson => Salesperson::DEF,
        Table::Opportunity => Opportunity::DEF,
        Table::Activity => Activity::DEF,
        Table::StageMove => StageMove::DEF,
        Table::GateAnswer => GateAnswer::DEF,
        Table::Funnel => FunnelRow::DEF,
        Table::Product => Product::DEF,
        Table::Offer => Offer::DEF,
        Table::Terms => Terms::DEF,
        Table::TermsAcceptance => TermsAcceptance::DEF,
        Table::OfferPermission => OfferPermission::DEF,
        Table::SaleOrder => SaleOrder::DEF,
        Table::OrderEntry => OrderEntry::DEF,
        Table::SaleShares => SaleShares::DEF,
        Table::SaleCreditEntry => SaleCreditEntry::DEF,
        Table::ExchangeRate => RateRow::DEF,
    }
}
