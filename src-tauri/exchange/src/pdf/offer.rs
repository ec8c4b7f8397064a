//! An offer or the confirmation of an order, as the customer gets it.
//!
//! Deliberately absent: arithmetic. Amounts and totals are printed as the book computed them; only the sums that are
//! carried from page to page are added up here, from the amounts of the lines.

use chrono::NaiveDate;

use super::offer_parts;
use super::page::Pages;
use super::shape::Setter;
use super::words::{Tongue, Words, shown_digits, sign};
use super::{MAX_ROWS, Made, PdfError};

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A quote.
    Quote,
    /// A proposal.
    Proposal,
    /// A bid.
    Bid,
    /// The confirmation of an order.
    Order,
}

/// A discount on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discount {
    /// None.
    None,
    /// In basis points: 500 is 5 %.
    Percent(i64),
    /// In minor units.
    Amount(i64),
}

/// One line; amounts in minor units of the document's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is offered.
    pub name: String,
    /// More about it, or empty.
    pub detail: String,
    /// In thousandths: 2500 is 2.5.
    pub quantity: i64,
    /// The unit, or empty.
    pub unit: String,
    /// The price of one unit.
    pub unit_price: i64,
    /// The discount.
    pub discount: Discount,
    /// The tax in basis points, where the line has its own.
    pub tax: Option<i64>,
    /// What the line comes to, after its discount.
    pub amount: i64,
}

/// One tax in the totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRow {
    /// As it is called: `PPN 11%`.
    pub label: String,
    /// Minor units.
    pub amount: i64,
}

/// The totals in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of the lines.
    pub subtotal: i64,
    /// Taken off, as a positive number; not shown when zero.
    pub discount: i64,
    /// What taxes are computed on; shown when there are taxes.
    pub taxable: i64,
    /// The taxes.
    pub taxes: Vec<TaxRow>,
    /// To pay.
    pub total: i64,
}

/// Terms that belong to the offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Their version.
    pub version: String,
    /// The hash of their text, or empty.
    pub hash: String,
    /// The text.
    pub text: String,
}

/// How the terms or the offer were accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Who.
    pub by: String,
    /// When, as already written.
    pub on: String,
    /// How: drawn signature, message, photo.
    pub how: String,
    /// A message or remark, or empty.
    pub text: String,
    /// The signature or photo as PNG or JPEG.
    pub picture: Option<Vec<u8>>,
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The language of the customer.
    pub tongue: Tongue,
    /// What kind of document it is.
    pub kind: Kind,
    /// Whether it is marked as a draft.
    pub draft: bool,
    /// The seller's name, then address and contact lines.
    pub letterhead: Vec<String>,
    /// The seller's logo as PNG or JPEG, at most 4 MiB and 16 million pixels.
    pub logo: Option<Vec<u8>>,
    /// The number.
    pub number: String,
    /// The revision, from 1.
    pub revision: u32,
    /// The day of the offer.
    pub date: NaiveDate,
    /// The last day it is valid.
    pub valid_until: Option<NaiveDate>,
    /// The customer's name.
    pub customer: String,
    /// The customer's company, or empty.
    pub company: String,
    /// The customer's address, lines separated by line ends, or empty.
    pub address: String,
    /// ISO 4217.
    pub currency: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// The totals.
    pub totals: Totals,
    /// A note to the customer, or empty.
    pub note: String,
    /// How to pay, or empty.
    pub payment: String,
    /// Who allowed this offer to be submitted and when, or empty.
    pub permission: String,
    /// The terms.
    pub terms: Option<Terms>,
    /// The salesperson's name, then phone and e-mail.
    pub salesperson: Vec<String>,
    /// Evidence that it was accepted; without it, a place to sign is left.
    pub acceptance: Option<Acceptance>,
}

impl Offer {
    /// What the document is called.
    pub(super) fn title(&self, words: &Words) -> &'static str {
        match self.kind {
            Kind::Quote => words.quote,
            Kind::Proposal => words.proposal,
            Kind::Bid => words.bid,
            Kind::Order => words.order,
        }
    }

    fn digits(&self) -> u32 {
        let lines = self.lines.iter().flat_map(|line| {
            let discount = match line.discount {
                Discount::Amount(amount) => amount,
                Discount::None | Discount::Percent(_) => 0,
            };
            [line.unit_price, line.amount, discount]
        });
        let Totals { subtotal, discount, taxable, taxes, total } = &self.totals;
        let totals = [*subtotal, *discount, *taxable, *total].into_iter().chain(taxes.iter().map(|tax| tax.amount));
        shown_digits(&self.currency, lines.chain(totals))
    }
}

/// Writes amounts as one document does.
pub(super) struct Amounts<'o> {
    pub words: &'static Words,
    /// How many digits there are.
    minor: u32,
    /// How many of them are shown.
    shown: u32,
    pub sign: &'o str,
}

impl Amounts<'_> {
    /// The amount without its currency.
    pub fn bare(&self, minor: i64) -> String {
        let number = if self.shown == self.minor { minor } else { minor / 10_i64.pow(self.minor - self.shown) };
        self.words.fixed(number, self.shown)
    }

    /// The amount with its currency.
    pub fn full(&self, minor: i64) -> String {
        format!("{} {}", self.sign, self.bare(minor))
    }
}

/// Makes the document of an offer.
///
/// # Errors
/// When there are more than [`MAX_ROWS`] lines, or a picture is too large or cannot be read.
pub fn offer_pdf(offer: &Offer) -> Result<Made, PdfError> {
    if offer.lines.len() > MAX_ROWS {
        return Err(PdfError::TooLong { rows: offer.lines.len() });
    }
    let words = Words::of(offer.tongue);
    let shown = offer.digits();
    let minor = corong_domain::money::minor_digits(&offer.currency);
    let amounts = Amounts { words, minor, shown, sign: sign(&offer.currency) };
    let setter = Setter::new()?;
    let name = format!("{} {} · {} {}", offer.title(words), offer.number, words.revision, offer.revision);
    let seller = offer.letterhead.first().cloned().unwrap_or_default();
    let foot = if seller.is_empty() { name.clone() } else { format!("{seller} · {name}") };
    let mut pages = Pages::new(&setter);
    offer_parts::letterhead(&mut pages, offer)?;
    offer_parts::title(&mut pages, offer, words);
    offer_parts::parties(&mut pages, offer, words);
    offer_parts::lines(&mut pages, offer, &amounts);
    offer_parts::totals(&mut pages, offer, &amounts);
    offer_parts::texts(&mut pages, offer, words);
    offer_parts::end(&mut pages, offer, words)?;
    pages.finish(&name, &foot, words)
}
