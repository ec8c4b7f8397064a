//! Offers: begun, changed while a draft, revised, sent, answered, taken back.

use chrono::{Datelike, Days};
use corong_domain::contact::Contact;
use corong_domain::funnel::Role;
use corong_domain::funnel::decide::{Decision, MoveRequest, move_to};
use corong_domain::funnel::level::{Facts, credit_state};
use corong_domain::history::Act;
use corong_domain::ids::{MoveId, OfferId, OpportunityId};
use corong_domain::money::Money;
use corong_domain::opportunity::{CreditState, Opportunity, Status};
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::draft::OfferDraft;
use corong_domain::sale::number::{OFFERS, next_number};
use corong_domain::sale::offer::{Offer, OfferContent, OfferStatus, Revisions, by_offer};
use corong_domain::sale::rate::rate_on;
use corong_domain::sale::standing::Held;
use corong_domain::sale::terms::{Terms, newest};
use corong_domain::sale::totals::totals;
use corong_domain::salesperson::Salesperson;
use corong_store::{Reader, Tx};

use super::records::rates;
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::find::Named;
use crate::moves::put_effects;
use crate::views::{Changed, OfferAct, OfferEdit, OfferNew, OfferRequest, OfferStep, OfferView, OpportunityRequest};
use crate::write::{Book, Moment, Stop};

/// How long an offer can be accepted when nobody says, in days.
const VALID_DAYS: u64 = 30;

impl Book {
    /// A revision of an offer.
    ///
    /// # Errors
    /// It is not there; the book cannot be read.
    pub fn offer_get(&self, request: &OfferRequest) -> Result<OfferView, BookError> {
        let moment = self.moment();
        self.store.read(|reader| offer_view(reader, request.offer, &moment))
    }

    /// All revisions of all offers of an opportunity, oldest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn offers_list(&self, request: &OpportunityRequest) -> Result<Vec<OfferView>, BookError> {
        let moment = self.moment();
        self.store.read(|reader| offer_views(reader, request.opportunity, &moment))
    }

    /// The offer that a text names: by id or a part of it, or by its number; then the latest revision.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn offer_named(&self, text: &str) -> Result<Named<OfferId>, BookError> {
        self.store.read(|reader| {
            let mut numbered = reader.offers_numbered(&text.trim().to_uppercase())?;
            let latest = numbered.iter().map(|offer| offer.revision).max();
            numbered.retain(|offer| Some(offer.revision) == latest);
            if !numbered.is_empty() {
                return Ok(Named::of(numbered.into_iter().map(|offer| offer.id).collect()));
            }
            crate::find::by_id(text, || Ok(reader.all::<Offer>()?.into_iter().map(|one| one.id.0).collect()))
                .map(|named| named.map(OfferId))
        })
    }

    /// Begins an offer: a draft with the next number of the own series.
    ///
    /// # Errors
    /// The draft has problems; the opportunity is not there or closed; the book cannot be written.
    pub fn offer_new(&self, request: &OfferNew) -> Result<Changed<OfferView>, BookError> {
        self.write(Act::OfferBegun, |tx, moment| {
            let opportunity = open_opportunity(tx, request.opportunity)?;
            let mut content = content(tx, moment, &request.draft)?;
            if content.terms.is_none() {
                let all: Vec<Terms> = tx.all()?;
                content.terms = all.iter().max_by_key(|one| (one.created_at, one.id)).map(Terms::seal);
            }
            if content.valid_until.is_none() {
                content.valid_until = moment.today().checked_add_days(Days::new(VALID_DAYS));
            }
            let offer = Offer {
                id: OfferId(self.ids.next(moment.now)),
                opportunity_id: opportunity.id,
                root_id: None,
                follows: None,
                kind: request.draft.kind,
                number: next_number_of(tx, moment, OFFERS)?,
                revision: 1,
                content,
                standing: Held::new(OfferStatus::Draft, moment.now),
                document: None,
                by: moment.by(),
                created_at: moment.now,
            };
            tx.put(&offer)?;
            tx.about::<Contact>(opportunity.contact_id);
            Ok(offer_view(tx, offer.id, moment)?)
        })
    }

    /// Changes a draft. What went out never changes.
    ///
    /// # Errors
    /// The draft has problems; the offer is not there or went out; the book cannot be written.
    pub fn offer_edit(&self, request: &OfferEdit) -> Result<Changed<OfferView>, BookError> {
        self.write(Act::OfferEdited, |tx, moment| {
            let offer = offer_of(tx, request.offer)?;
            if offer.standing.status != OfferStatus::Draft {
                return Err(BookError::sale(SaleRefusal::OfferSent).into());
            }
            let opportunity = open_opportunity(tx, offer.opportunity_id)?;
            let content = match &request.draft {
                Some(draft) => content(tx, moment, draft)?,
                None => offer.content.clone(),
            };
            let kind = request.draft.as_ref().map_or(offer.kind, |draft| draft.kind);
            // A document shows what the draft said before.
            let document = offer.document.clone().filter(|_| content == offer.content);
            tx.put(&Offer { content, kind, document, ..offer })?;
            tx.about::<Contact>(opportunity.contact_id);
            Ok(offer_view(tx, request.offer, moment)?)
        })
    }

    /// Begins a new revision of an offer that went out. The earlier one stays in force until the new one goes out.
    ///
    /// # Errors
    /// The draft has problems; the offer is not there, is a draft itself, or has a draft already; the book cannot be
    /// written.
    pub fn offer_revise(&self, request: &OfferEdit) -> Result<Changed<OfferView>, BookError> {
        self.write(Act::OfferRevised, |tx, moment| {
            let before = offer_of(tx, request.offer)?;
            let opportunity = open_opportunity(tx, before.opportunity_id)?;
            let all: Vec<Offer> = tx.of_opportunity(before.opportunity_id)?;
            let revisions: Vec<&Offer> = all.iter().filter(|one| one.root() == before.root()).collect();
            if let Some(draft) = revisions.iter().find(|one| one.standing.status == OfferStatus::Draft) {
                return Err(BookError::sale(SaleRefusal::DraftThere(draft.revision)).into());
            }
            let last = revisions.iter().map(|one| one.revision).max().unwrap_or(before.revision);
            let mut content = match &request.draft {
                Some(draft) => content(tx, moment, draft)?,
                None => before.content.clone(),
            };
            if content.valid_until.is_none_or(|last| last < moment.today()) {
                content.valid_until = moment.today().checked_add_days(Days::new(VALID_DAYS));
            }
            let offer = Offer {
                id: OfferId(self.ids.next(moment.now)),
                opportunity_id: before.opportunity_id,
                root_id: Some(before.root()),
                follows: Some(before.id),
                kind: request.draft.as_ref().map_or(before.kind, |draft| draft.kind),
                number: before.number.clone(),
                revision: last.saturating_add(1),
                content,
                standing: Held::new(OfferStatus::Draft, moment.now),
                document: None,
                by: moment.by(),
                created_at: moment.now,
            };
            tx.put(&offer)?;
            tx.about::<Contact>(opportunity.contact_id);
            Ok(offer_view(tx, offer.id, moment)?)
        })
    }

    /// Sends, accepts, rejects or withdraws an offer.
    ///
    /// # Errors
    /// The offer is not there; the step is not allowed; the book cannot be written.
    pub fn offer_step(&self, request: &OfferStep) -> Result<Changed<OfferView>, BookError> {
        let (act, status) = match request.act {
            OfferAct::Send => (Act::OfferSent, OfferStatus::Sent),
            OfferAct::Accept => (Act::OfferAccepted, OfferStatus::Accepted),
            OfferAct::Reject => (Act::OfferRejected, OfferStatus::Rejected),
            OfferAct::Withdraw => (Act::OfferWithdrawn, OfferStatus::Withdrawn),
        };
        self.write(act, |tx, moment| {
            let offer = offer_of(tx, request.offer)?;
            let file = OpportunityFile::read(tx, offer.opportunity_id)?;
            check_step(&offer, &file, status, moment)?;
            if matches!(request.act, OfferAct::Send | OfferAct::Accept) {
                replace_others(tx, moment, &offer, &file.sale.offers)?;
            }
            tx.put(&Offer { standing: Held::because(status, moment.now, &request.reason), ..offer.clone() })?;
            if request.act == OfferAct::Send {
                self.follow_sending(tx, moment, &file)?;
            }
            tx.about::<Contact>(file.opportunity.contact_id);
            Ok::<_, Stop<OfferView>>(offer_view(tx, offer.id, moment)?)
        })
    }

    /// T9: an offer that goes out moves the opportunity on, where it waited for that and nothing is missing.
    fn follow_sending(&self, tx: &mut Tx<'_, '_>, moment: &Moment, before: &OpportunityFile) -> Result<(), BookError> {
        let file = OpportunityFile::read(tx, before.opportunity.id)?;
        let standing = &file.opportunity.standing;
        let waits = file.funnel.stage(&standing.stage).is_some_and(|stage| stage.role == Role::BidAllowed);
        if standing.status != Status::Open || !waits {
            return Ok(());
        }
        let next = file.funnel.next_stage(&standing.stage, Facts::of(&file.opportunity));
        let Some(to) = next.filter(|stage| stage.role == Role::BidSent) else { return Ok(()) };
        let asked = MoveRequest::new(MoveId(self.ids.next(moment.now)), to.key.clone());
        match move_to(&file.decide(moment), &asked) {
            Decision::Done(effects) => put_effects(tx, moment, &self.ids, &effects),
            // The offer is out all the same; the gate goes on to ask.
            Decision::AlreadyDone | Decision::Asks(_) | Decision::Refused(_) => Ok(()),
        }
    }
}

/// Whether an offer may take this step now.
fn check_step(offer: &Offer, file: &OpportunityFile, to: OfferStatus, moment: &Moment) -> Result<(), BookError> {
    let today = moment.today();
    let from = offer.status_on(today);
    if from == OfferStatus::Expired && to == OfferStatus::Accepted {
        return Err(BookError::sale(SaleRefusal::OfferExpired));
    }
    if !from.may_become(to) {
        return Err(BookError::sale(SaleRefusal::OfferStep(from)));
    }
    if to == OfferStatus::Withdrawn
        && let Some(order) = file.sale.orders.iter().find(|one| one.is_live() && one.offer_id == Some(offer.id))
    {
        return Err(BookError::sale(SaleRefusal::OrderThere(order.number.clone())));
    }
    if to != OfferStatus::Sent {
        return Ok(());
    }
    if matches!(file.opportunity.standing.status, Status::Lost | Status::Disqualified) {
        return Err(BookError::sale(SaleRefusal::OpportunityClosed));
    }
    if offer.content.lines.is_empty() {
        return Err(BookError::sale(SaleRefusal::OfferEmpty));
    }
    if offer.content.valid_until.is_some_and(|last| last < today) {
        return Err(BookError::Invalid(vec![Problem::new("validUntil", Rule::DatePast)]));
    }
    // The gate to the offer closes when the credit acceptance runs out; the level stays.
    match credit_state(&file.opportunity.credit, today) {
        CreditState::Expired | CreditState::Refused => Err(BookError::sale(SaleRefusal::CreditClosed)),
        CreditState::Unknown
        | CreditState::Requested
        | CreditState::Accepted
        | CreditState::Conditional
        | CreditState::NotRequired => Ok(()),
    }
}

/// A revision that goes out or is accepted takes the place of the others of its offer.
fn replace_others(tx: &mut Tx<'_, '_>, moment: &Moment, offer: &Offer, all: &[Offer]) -> Result<(), BookError> {
    for other in all.iter().filter(|other| other.root() == offer.root() && other.id != offer.id) {
        if matches!(other.standing.status, OfferStatus::Sent) {
            tx.put(&Offer { standing: Held::new(OfferStatus::Withdrawn, moment.now), ..other.clone() })?;
        }
    }
    Ok(())
}

pub(super) fn offer_of(reader: &Reader<'_>, id: OfferId) -> Result<Offer, BookError> {
    reader.get::<Offer>(id)?.ok_or(BookError::NotFound { what: "offer" })
}

/// The opportunity, unless it is lost or disqualified.
pub(super) fn open_opportunity(reader: &Reader<'_>, id: OpportunityId) -> Result<Opportunity, BookError> {
    let found = reader.get::<Opportunity>(id)?.ok_or(BookError::NotFound { what: "opportunity" })?;
    match found.standing.status {
        Status::Open | Status::Nurture | Status::Won => Ok(found),
        Status::Lost | Status::Disqualified => Err(BookError::sale(SaleRefusal::OpportunityClosed)),
    }
}

/// The next number of the owner's series this year.
pub(super) fn next_number_of(reader: &Reader<'_>, moment: &Moment, series: char) -> Result<String, BookError> {
    let owner = match moment.by() {
        Some(by) => reader.get::<Salesperson>(by)?,
        None => None,
    };
    let prefix = owner.map(|owner| owner.prefix).filter(|prefix| !prefix.is_empty()).unwrap_or("XX".to_owned());
    let year = moment.today().year();
    let start = format!("{series}{:02}-{prefix}-", year.rem_euclid(100));
    let known = if series == OFFERS { reader.offer_numbers(&start)? } else { reader.order_numbers(&start)? };
    Ok(next_number(series, year, &prefix, known.iter().map(String::as_str)))
}

/// Reads a draft with the terms it names and the rate it needs.
fn content(reader: &Reader<'_>, moment: &Moment, draft: &OfferDraft) -> Result<OfferContent, BookError> {
    let mut content = draft.parse(&moment.settings.currency).map_err(BookError::Invalid)?;
    let version = draft.terms.trim();
    if !version.is_empty() {
        let all: Vec<Terms> = reader.all()?;
        let found = newest(&all, version);
        let unknown = || BookError::Invalid(vec![Problem::new("terms", Rule::Unknown)]);
        content.terms = Some(found.ok_or_else(unknown)?.seal());
    }
    let own = &moment.settings.currency;
    if content.currency != *own {
        let known = rates(reader)?;
        let rate = rate_on(&known, &content.currency, own, moment.today());
        let missing = || BookError::sale(SaleRefusal::RateMissing(content.currency.clone()));
        content.rate = Some(rate.ok_or_else(missing)?.clone());
    }
    Ok(content)
}

/// All revisions of all offers of an opportunity, as they are shown.
pub(super) fn offer_views(
    reader: &Reader<'_>,
    opportunity: OpportunityId,
    moment: &Moment,
) -> Result<Vec<OfferView>, BookError> {
    let file = OpportunityFile::read(reader, opportunity)?;
    let row = reader.contact_row(file.opportunity.contact_id)?;
    let (name, company) = row.map(|row| (row.name, row.company)).unwrap_or_default();
    let mut views = Vec::new();
    for revisions in by_offer(&file.sale.offers) {
        for offer in &revisions.all {
            let order = file.sale.orders.iter().find(|order| order.is_live() && order.offer_id == Some(offer.id));
            views.push(OfferView {
                order: order.map(|order| order.number.clone()).unwrap_or_default(),
                name: name.clone(),
                company: company.clone(),
                ..view(offer, &revisions, moment)?
            });
        }
    }
    Ok(views)
}

fn view(offer: &Offer, revisions: &Revisions<'_>, moment: &Moment) -> Result<OfferView, BookError> {
    let sum = totals(&offer.content).ok_or(BookError::Damaged)?;
    Ok(OfferView {
        draft: OfferDraft::of(offer.kind, &offer.content),
        status: offer.status_on(moment.today()),
        total: Money::new(sum.total, offer.content.currency.clone()),
        totals: sum,
        latest: revisions.latest().is_some_and(|latest| latest.id == offer.id),
        rivals: revisions.has_rivals(),
        offer: offer.clone(),
        order: String::new(),
        name: String::new(),
        company: String::new(),
    })
}

pub(super) fn offer_view(reader: &Reader<'_>, id: OfferId, moment: &Moment) -> Result<OfferView, BookError> {
    let offer = offer_of(reader, id)?;
    let views = offer_views(reader, offer.opportunity_id, moment)?;
    views.into_iter().find(|view| view.offer.id == id).ok_or(BookError::NotFound { what: "offer" })
}
