//! Price list, offers, terms, orders and sale credit.

use chrono::NaiveDate;
use corong_book::views::{CreditPart, OfferView, OrderView, PriceListProblem, PriceListRead, VolumeRow};
use corong_domain::ids::{OfferId, OpportunityId, OrderId, PermissionId, ProductId, SalespersonId};
use corong_domain::money::Money;
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::order::OrderStatus;
use corong_domain::sale::permission::OfferPermission;
use corong_domain::sale::product::Product;
use corong_domain::sale::rate::Rate;
use corong_domain::sale::terms::TermsSeal;
use corong_domain::sale::volume::VolumeKey;
use corong_domain::sale::{percent_text, scaled_text};
use corong_domain::salesperson::Salesperson;
use serde::Serialize;

use super::text::{Face, short};

/// A product as a JSON line.
#[derive(Debug, Serialize)]
pub struct ProductOut {
    id: ProductId,
    name: String,
    price: Option<Money>,
}

impl ProductOut {
    /// The record of a product.
    pub fn of(product: &Product) -> Self {
        Self { id: product.id, name: product.name.clone(), price: product.price.clone() }
    }
}

/// A product in one line.
pub fn product_text(product: &Product, face: Face<'_>) -> String {
    let price = product.price.as_ref().map(|price| face.money(price)).unwrap_or_default();
    let unit = if product.unit.is_empty() { String::new() } else { format!(" / {}", product.unit) };
    let tax = if product.tax > 0 { format!(" + {} %", percent_text(product.tax)) } else { String::new() };
    format!("{}  {}  {price}{unit}{tax}", short(product.id), product.name)
}

/// A price list that was read, as a JSON line.
#[derive(Debug, Serialize)]
pub struct PriceListOut {
    file: String,
    read: u32,
    created: u32,
    updated: u32,
    skipped: u32,
    refused: Vec<PriceListProblem>,
}

impl PriceListOut {
    /// The record of a report.
    pub fn of(report: &PriceListRead) -> Self {
        let PriceListRead { file, read, created, updated, skipped, refused } = report.clone();
        Self { file, read, created, updated, skipped, refused }
    }
}

/// An offer as a JSON line.
#[derive(Debug, Serialize)]
pub struct QuoteOut {
    id: OfferId,
    number: String,
    revision: u32,
    status: OfferStatus,
    total: Money,
    opportunity: OpportunityId,
}

impl QuoteOut {
    /// The record of an offer.
    pub fn of(view: &OfferView) -> Self {
        Self {
            id: view.offer.id,
            number: view.offer.number.clone(),
            revision: view.offer.revision,
            status: view.status,
            total: view.total.clone(),
            opportunity: view.offer.opportunity_id,
        }
    }
}

/// An offer in one line.
pub fn quote_line(view: &OfferView, face: Face<'_>) -> String {
    let status = face.words.offer_status(view.status);
    format!("{}  r{}  {status}  {}", view.offer.number, view.offer.revision, face.money(&view.total))
}

/// An offer with its lines.
pub fn quote_text(view: &OfferView, face: Face<'_>) -> String {
    let money = |minor: i64| face.money(&Money::new(minor, view.total.currency.clone()));
    let mut lines = vec![quote_line(view, face)];
    for (line, sum) in view.offer.content.lines.iter().zip(&view.totals.lines) {
        let quantity = scaled_text(line.quantity, 3);
        lines.push(format!("  {quantity} × {}  {}", line.text, money(sum.net)));
    }
    for tax in &view.totals.taxes {
        lines.push(format!("  + {} %  {}", percent_text(tax.tax), money(tax.amount)));
    }
    lines.extend(view.offer.content.valid_until.map(|day| format!("  → {day}")));
    lines.extend(view.offer.content.terms.as_ref().map(|terms| format!("  § {}", terms.version)));
    lines.join("\n")
}

/// Terms as a JSON line.
#[derive(Debug, Serialize)]
pub struct TermsOut {
    version: String,
    hash: String,
}

impl TermsOut {
    /// The record of a text.
    pub fn of(seal: &TermsSeal) -> Self {
        Self { version: seal.version.clone(), hash: seal.hash.clone() }
    }
}

/// An order as a JSON line.
#[derive(Debug, Serialize)]
pub struct OrderOut {
    id: OrderId,
    number: String,
    status: OrderStatus,
    total: Option<Money>,
}

impl OrderOut {
    /// The record of an order; the total is what is left of it.
    pub fn of(view: &OrderView) -> Self {
        Self {
            id: view.order.id,
            number: view.order.number.clone(),
            status: view.order.standing.status,
            total: view.rest.clone(),
        }
    }
}

/// An order in one line.
pub fn order_text(view: &OrderView, face: Face<'_>) -> String {
    let status = face.words.order_status(view.order.standing.status);
    let rest = view.rest.as_ref().map(|rest| face.money(rest)).unwrap_or_default();
    format!("{}  {status}  {rest}", view.order.number)
}

/// A part of sale credit as a JSON line.
#[derive(Debug, Serialize)]
pub struct PartOut {
    salesperson: String,
    basis_points: u32,
    amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effort: Option<u32>,
}

impl PartOut {
    /// The record of a part; `effort` for a proposal.
    pub fn of(part: &CreditPart, proposed: bool) -> Self {
        Self {
            salesperson: part.name.clone(),
            basis_points: part.basis_points,
            amount: part.amount.clone(),
            effort: proposed.then_some(part.effort),
        }
    }
}

/// A part of sale credit in one line.
pub fn part_text(part: &CreditPart, face: Face<'_>, proposed: bool) -> String {
    let amount = part.amount.as_ref().map(|amount| format!("  {}", face.money(amount))).unwrap_or_default();
    let effort = if proposed { format!("  ({})", face.words.effort(part.effort)) } else { String::new() };
    format!("{}  {} %{amount}{effort}", part.name, percent_text(part.basis_points))
}

/// A salesperson as a JSON line.
#[derive(Debug, Serialize)]
pub struct SalespersonOut {
    id: SalespersonId,
    name: String,
    prefix: String,
}

impl SalespersonOut {
    /// The record of a salesperson.
    pub fn of(person: &Salesperson) -> Self {
        Self { id: person.id, name: person.name.clone(), prefix: person.prefix.clone() }
    }
}

/// A row of the volume as a JSON line.
#[derive(Debug, Serialize)]
pub struct VolumeOut {
    key: VolumeKey,
    name: String,
    amount: Money,
}

impl VolumeOut {
    /// The record of a row.
    pub fn of(row: &VolumeRow) -> Self {
        Self { key: row.key.clone(), name: row.name.clone(), amount: row.amount.clone() }
    }
}

/// A permission as a JSON line.
#[derive(Debug, Serialize)]
pub struct PermissionOut {
    id: PermissionId,
    by: String,
    on: Option<NaiveDate>,
    until: Option<NaiveDate>,
    form: String,
}

impl PermissionOut {
    /// The record of a permission.
    pub fn of(record: &OfferPermission) -> Self {
        let permission = &record.permission;
        Self {
            id: record.id,
            by: permission.by.clone(),
            on: permission.on,
            until: permission.until,
            form: permission.form.clone(),
        }
    }
}

/// A rate as a JSON line.
#[derive(Debug, Serialize)]
pub struct RateOut {
    from: String,
    to: String,
    rate: String,
    on: NaiveDate,
}

impl RateOut {
    /// The record of a rate.
    pub fn of(rate: &Rate) -> Self {
        Self { from: rate.from.clone(), to: rate.to.clone(), rate: rate.number(), on: rate.on }
    }
}

/// A rate in one line.
pub fn rate_text(rate: &Rate) -> String {
    format!("1 {} = {} {}  ({})", rate.from, rate.number(), rate.to, rate.on)
}
