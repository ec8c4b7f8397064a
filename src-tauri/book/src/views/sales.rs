//! Price list, offers, terms, orders, sale credit.

use chrono::NaiveDate;
use corong_domain::estimate::split::CreditShare;
use corong_domain::ids::{OfferId, OpportunityId, OrderId, SalespersonId};
use corong_domain::money::Money;
use corong_domain::opportunity::Waived;
use corong_domain::sale::draft::OfferDraft;
use corong_domain::sale::ledger::SaleCreditEntry;
use corong_domain::sale::offer::{Offer, OfferStatus};
use corong_domain::sale::order::{OrderEntry, SaleOrder};
use corong_domain::sale::permission::OfferPermission;
use corong_domain::sale::terms::{AcceptedHow, Terms, TermsAcceptance};
use corong_domain::sale::totals::OfferTotals;
use corong_domain::sale::volume::{VolumeBy, VolumeKey};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ItemAnswer, MoveOutcome};

/// A revision of an offer with what it adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// The record.
    pub offer: Offer,
    /// The content as it would be typed.
    pub draft: OfferDraft,
    /// Its status today: what ran out is expired.
    pub status: OfferStatus,
    /// What it adds up to.
    pub totals: OfferTotals,
    /// What is to be paid.
    pub total: Money,
    /// Whether it is the latest revision.
    pub latest: bool,
    /// Whether another book made a revision beside this one: a person has to pick.
    pub rivals: bool,
    /// The number of its order, or empty.
    pub order: String,
    /// The contact's name.
    pub name: String,
    /// The contact's company.
    pub company: String,
}

/// Which offer is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferRequest {
    /// The revision.
    pub offer: OfferId,
}

/// A new offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferNew {
    /// For which opportunity.
    pub opportunity: OpportunityId,
    /// What it says.
    pub draft: OfferDraft,
}

/// Another content for a draft, or the content of a new revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferEdit {
    /// The draft, or the revision that the new one follows.
    pub offer: OfferId,
    /// What it says; as before when `None`.
    pub draft: Option<OfferDraft>,
}

/// What happens to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OfferAct {
    /// It goes out.
    Send,
    /// The prospect says yes.
    Accept,
    /// The prospect says no.
    Reject,
    /// It is taken back, or a draft is thrown away.
    Withdraw,
}

/// A step of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferStep {
    /// The revision.
    pub offer: OfferId,
    /// What happens.
    pub act: OfferAct,
    /// Why; may be empty.
    pub reason: String,
}

/// A text of terms that is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TermsDraft {
    /// The version.
    pub version: String,
    /// The exact text.
    pub text: String,
}

/// Terms are accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AcceptRequest {
    /// For which opportunity.
    pub opportunity: OpportunityId,
    /// The version; the newest text of it, or the one that the offer names.
    pub version: String,
    /// Who accepted.
    pub by: String,
    /// How.
    pub how: AcceptedHow,
    /// On which day; today when empty.
    pub on: String,
    /// A file with the evidence, by its path; empty for none.
    pub evidence: String,
}

/// Permission to submit an offer is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PermitRequest {
    /// For which opportunity.
    pub opportunity: OpportunityId,
    /// Who gave it.
    pub by: String,
    /// On which day; today when empty.
    pub on: String,
    /// Its last day, or empty.
    pub until: String,
    /// In what form the offer is wanted.
    pub form: String,
}

/// An order with what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// The record.
    pub order: SaleOrder,
    /// What is left of it.
    pub rest: Option<Money>,
    /// What was cancelled in part.
    pub entries: Vec<OrderEntry>,
}

/// An order is placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderNew {
    /// For which opportunity.
    pub opportunity: OpportunityId,
    /// The accepted offer; `None` for a direct order.
    pub offer: Option<OfferId>,
    /// The amount of a direct order in major units; that of the offer when empty.
    pub amount: String,
    /// The customer's number; the next one of the own series when empty.
    pub number: String,
    /// On which day; today when empty.
    pub on: String,
    /// A file with the evidence, by its path; empty for none.
    pub evidence: String,
    /// Remark.
    pub note: String,
}

/// An order is confirmed; with what the last gate still asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderConfirm {
    /// The order.
    pub order: OrderId,
    /// Answers to gate items.
    pub answers: Vec<ItemAnswer>,
    /// Mandatory items let go, each with its reason.
    pub waivers: Vec<Waived>,
    /// One reason for what gates that only warn still ask for.
    pub reason: String,
}

/// An order is cancelled, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderCancel {
    /// The order.
    pub order: OrderId,
    /// How much in major units; all of it when empty.
    pub amount: String,
    /// Why.
    pub reason: String,
}

/// What became of an order, and of its opportunity where that moved or was refused to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderDone {
    /// The order.
    pub order: OrderView,
    /// The move of the opportunity; a refused one changed nothing at all.
    pub outcome: Option<MoveOutcome>,
}

/// One part of sale credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditPart {
    /// Who.
    pub salesperson: SalespersonId,
    /// The name.
    pub name: String,
    /// Part of the sale, of 10,000.
    pub basis_points: u32,
    /// In money; `None` while there is no amount.
    pub amount: Option<Money>,
    /// The effort behind a proposal.
    pub effort: u32,
}

/// The sale credit of an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleCreditView {
    /// The parts.
    pub parts: Vec<CreditPart>,
    /// Whether the sale was won: changes are corrections from then on.
    pub frozen: bool,
    /// All entries, oldest first.
    pub entries: Vec<SaleCreditEntry>,
}

/// The parts of sale credit are set, or corrected after the sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SharesRequest {
    /// Of which opportunity.
    pub opportunity: OpportunityId,
    /// The parts; they total 10,000.
    pub shares: Vec<CreditShare>,
    /// Why; needed after the sale.
    pub reason: String,
}

/// Everything about the sale of one opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SalePage {
    /// All revisions of all offers, oldest first.
    pub offers: Vec<OfferView>,
    /// The orders, oldest first.
    pub orders: Vec<OrderView>,
    /// Acceptances of terms, oldest first.
    pub acceptances: Vec<TermsAcceptance>,
    /// Permissions to submit an offer, oldest first.
    pub permissions: Vec<OfferPermission>,
    /// Whether terms were accepted that have changed since.
    pub terms_void: bool,
    /// Sale credit.
    pub credit: SaleCreditView,
    /// The newest text of each version of the terms.
    pub terms: Vec<Terms>,
}

/// A salesperson is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SalespersonDraft {
    /// The name.
    pub name: String,
    /// The prefix of numbers; made from the name when empty.
    pub prefix: String,
}

/// An exchange rate is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RateDraft {
    /// The currency that is converted, ISO 4217.
    pub from: String,
    /// The currency it is converted into; the book's when empty.
    pub to: String,
    /// How much one unit is worth, with a point.
    pub number: String,
    /// The day; today when empty.
    pub on: String,
}

/// What came of a price list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PriceListRead {
    /// The file without its folder.
    pub file: String,
    /// Rows read.
    pub read: u32,
    /// Products that are new.
    pub created: u32,
    /// Products that changed.
    pub updated: u32,
    /// Products that are the same.
    pub skipped: u32,
    /// Rows that could not be taken, each with its problems.
    pub refused: Vec<PriceListProblem>,
}

/// A row of a price list that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PriceListProblem {
    /// The line of the file.
    pub row: u32,
    /// What is wrong.
    pub problems: Vec<corong_domain::problem::Problem>,
}

/// What volume is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VolumeRequest {
    /// What it is added up by.
    pub by: VolumeBy,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// One row of the volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VolumeRow {
    /// What it stands for.
    pub key: VolumeKey,
    /// Its name: of the salesperson or event; the key's word else.
    pub name: String,
    /// How much.
    pub amount: Money,
}
