//! The document of an offer: made from the record, written to a file, and noted with its hash.

use std::io::Write as _;
use std::path::Path;

use corong_domain::contact::{Address, Contact};
use corong_domain::history::Act;
use corong_domain::sale::offer::{Offer, OfferKind, OfferStatus};
use corong_domain::sale::percent_text;
use corong_domain::sale::standing::FileSeal;
use corong_domain::sale::terms::Terms;
use corong_domain::salesperson::Salesperson;
use corong_domain::settings::Language;
use corong_exchange::ExchangeError;
use corong_exchange::pdf;
use corong_store::Reader;

use super::offers::{offer_of, offer_view};
use crate::error::BookError;
use crate::export::{denied, file_name, write_whole};
use crate::files::OpportunityFile;
use crate::views::{Changed, OfferRequest, OfferView};
use crate::write::{Book, Moment};

impl Book {
    /// Writes the document of an offer as PDF in a language, and notes its name and hash: the gate sees it.
    ///
    /// # Errors
    /// The offer is not there; the file cannot be written; the book cannot be written.
    pub fn offer_document(
        &self,
        request: &OfferRequest,
        language: Language,
        target: &Path,
    ) -> Result<Changed<OfferView>, BookError> {
        let moment = self.moment();
        let document = self.store.read(|reader| document(reader, request, language, &moment))?;
        let made = pdf::offer_pdf(&document).map_err(BookError::internal)?;
        let name = file_name(target);
        write_whole(target, |out| out.write_all(&made.bytes).map_err(ExchangeError::Write))
            .map_err(|error| denied(error, &name))?;
        let hash = blake3::hash(&made.bytes).to_hex().to_string();
        self.write(Act::OfferDocumented, |tx, moment| {
            let offer = offer_of(tx, request.offer)?;
            let file = OpportunityFile::read(tx, offer.opportunity_id)?;
            tx.put(&Offer { document: Some(FileSeal { name, hash }), ..offer })?;
            tx.about::<Contact>(file.opportunity.contact_id);
            Ok(offer_view(tx, request.offer, moment)?)
        })
    }
}

fn document(
    reader: &Reader<'_>,
    request: &OfferRequest,
    language: Language,
    moment: &Moment,
) -> Result<pdf::Offer, BookError> {
    let view = offer_view(reader, request.offer, moment)?;
    let offer = &view.offer;
    let file = OpportunityFile::read(reader, offer.opportunity_id)?;
    let addresses: Vec<Address> = reader.of_contact(file.opportunity.contact_id)?;
    let seller = match offer.by.or(moment.by()) {
        Some(by) => reader.get::<Salesperson>(by)?,
        None => None,
    };
    let person = seller.map(|one| vec![one.name, one.phone, one.email]).unwrap_or_default();
    let own = &moment.settings.own_company;
    let letterhead: Vec<String> = std::iter::once(own.clone()).filter(|own| !own.is_empty()).collect();
    let day = |at| corong_domain::funnel::workdays::local_day(at, &moment.settings);
    Ok(pdf::Offer {
        tongue: match language {
            Language::Id => pdf::Tongue::Id,
            Language::En => pdf::Tongue::En,
        },
        kind: match offer.kind {
            OfferKind::Quote => pdf::Kind::Quote,
            OfferKind::Proposal => pdf::Kind::Proposal,
            OfferKind::Bid => pdf::Kind::Bid,
        },
        draft: offer.standing.status == OfferStatus::Draft,
        letterhead,
        logo: None,
        number: offer.number.clone(),
        revision: offer.revision,
        date: match offer.standing.status {
            OfferStatus::Draft => moment.today(),
            OfferStatus::Sent
            | OfferStatus::Accepted
            | OfferStatus::Rejected
            | OfferStatus::Withdrawn
            | OfferStatus::Expired => day(offer.standing.since),
        },
        valid_until: offer.content.valid_until,
        customer: view.name.clone(),
        company: view.company.clone(),
        address: addresses.into_iter().next().map(|address| address.text).unwrap_or_default(),
        currency: offer.content.currency.clone(),
        lines: lines(&view),
        totals: totals(&view, language),
        note: offer.content.note.clone(),
        payment: String::new(),
        permission: permission(&file),
        terms: terms(reader, offer)?,
        salesperson: person.into_iter().filter(|line| !line.is_empty()).collect(),
        acceptance: None,
    })
}

fn lines(view: &OfferView) -> Vec<pdf::Line> {
    let pairs = view.offer.content.lines.iter().zip(&view.totals.lines);
    let line =
        |(line, sum): (&corong_domain::sale::offer::OfferLine, &corong_domain::sale::totals::LineTotals)| pdf::Line {
            name: line.text.clone(),
            detail: line.detail.clone(),
            quantity: line.quantity,
            unit: line.unit.clone(),
            unit_price: line.price,
            discount: if line.discount == 0 {
                pdf::Discount::None
            } else {
                pdf::Discount::Percent(i64::from(line.discount))
            },
            tax: Some(i64::from(line.tax)),
            amount: sum.net,
        };
    pairs.map(line).collect()
}

fn totals(view: &OfferView, language: Language) -> pdf::Totals {
    let sums = &view.totals;
    let word = match language {
        Language::Id => "Pajak",
        Language::En => "Tax",
    };
    let tax = |tax: &corong_domain::sale::totals::TaxTotals| pdf::TaxRow {
        label: format!("{word} {}%", percent_text(tax.tax)),
        amount: tax.amount,
    };
    let nets = sums.lines.iter().map(|line| line.net).sum::<i64>();
    pdf::Totals {
        // The lines are printed after their own discounts; what is left to take off is the one on the whole.
        subtotal: nets,
        discount: nets - sums.base,
        taxable: sums.base,
        taxes: sums.taxes.iter().map(tax).collect(),
        total: sums.total,
    }
}

fn permission(file: &OpportunityFile) -> String {
    let newest = file.sale.permissions.iter().max_by_key(|one| (one.at, one.id));
    let parts =
        newest.map(|one| [one.permission.by.clone(), one.permission.on.map(|on| on.to_string()).unwrap_or_default()]);
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn terms(reader: &Reader<'_>, offer: &Offer) -> Result<Option<pdf::Terms>, BookError> {
    let Some(seal) = &offer.content.terms else { return Ok(None) };
    let text = reader.get::<Terms>(Terms::id_of(&seal.version, &seal.hash))?.map(|one| one.text).unwrap_or_default();
    Ok(Some(pdf::Terms { version: seal.version.clone(), hash: seal.hash.clone(), text }))
}
