//! An opportunity with everything that its rules look at, read in one snapshot.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use corong_domain::activity::Activity;
use corong_domain::contact::{Contact, Email, Phone};
use corong_domain::funnel::decide::DecideContext;
use corong_domain::funnel::gate::{ContactSummary, GateContext};
use corong_domain::funnel::{Funnel, shipped};
use corong_domain::ids::{ContactId, FunnelKey, OpportunityId};
use corong_domain::money::Money;
use corong_domain::opportunity::{GateAnswer, Opportunity, StageMove};
use corong_domain::sale::SaleSummary;
use corong_store::Reader;

use crate::error::BookError;
use crate::sale::SaleFile;
use crate::write::Moment;

fn shipped_funnels() -> &'static [Arc<Funnel>] {
    static SHIPPED: OnceLock<Vec<Arc<Funnel>>> = OnceLock::new();
    SHIPPED.get_or_init(|| shipped().into_iter().map(Arc::new).collect())
}

/// A shipped funnel as it is shipped.
pub(crate) fn shipped_funnel(key: &FunnelKey) -> Option<&'static Funnel> {
    shipped_funnels().iter().find(|funnel| funnel.key == *key).map(Arc::as_ref)
}

/// The funnels of a book: shipped ones, and those kept in the book in their place.
#[derive(Debug, Clone)]
pub(crate) struct Funnels {
    by_key: HashMap<FunnelKey, Arc<Funnel>>,
    order: Vec<FunnelKey>,
}

impl Funnels {
    /// Reads them.
    pub fn read(reader: &Reader<'_>) -> Result<Self, BookError> {
        let mut funnels = Self { by_key: HashMap::new(), order: Vec::new() };
        for funnel in shipped_funnels() {
            funnels.add(Arc::clone(funnel));
        }
        for funnel in reader.funnels()? {
            funnels.add(Arc::new(funnel));
        }
        Ok(funnels)
    }

    fn add(&mut self, funnel: Arc<Funnel>) {
        if self.by_key.insert(funnel.key.clone(), Arc::clone(&funnel)).is_none() {
            self.order.push(funnel.key.clone());
        }
    }

    /// The funnel of a key. One that is not known here, from a newer book, is shown as the first shipped one.
    pub fn get(&self, key: &FunnelKey) -> Result<Arc<Funnel>, BookError> {
        let known = self.by_key.get(key).or_else(|| self.order.first().and_then(|first| self.by_key.get(first)));
        known.cloned().ok_or(BookError::NotFound { what: "funnel" })
    }

    /// The funnel of a key, and no other one.
    pub fn exactly(&self, key: &FunnelKey) -> Option<&Arc<Funnel>> {
        self.by_key.get(key)
    }

    /// Whether there is a funnel with this key.
    pub fn has(&self, key: &FunnelKey) -> bool {
        self.by_key.contains_key(key)
    }

    /// All of them, shipped ones first.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Funnel>> {
        self.order.iter().filter_map(|key| self.by_key.get(key))
    }
}

/// An opportunity with everything that its rules look at.
#[derive(Debug, Clone)]
pub(crate) struct OpportunityFile {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// Its funnel.
    pub funnel: Arc<Funnel>,
    /// What the gates need to know about the contact.
    pub contact: ContactSummary,
    /// Its answers.
    pub answers: Vec<GateAnswer>,
    /// Its activities.
    pub activities: Vec<Activity>,
    /// Its moves.
    pub moves: Vec<StageMove>,
    /// Offers, permission, terms, orders and sale credit.
    pub sale: SaleFile,
    /// What the gates see of them, computed when it is first asked for; a file lives for one moment.
    seen: OnceLock<SaleSummary>,
}

impl OpportunityFile {
    /// Reads the file of one opportunity.
    pub fn read(reader: &Reader<'_>, id: OpportunityId) -> Result<Self, BookError> {
        let opportunity = reader.get::<Opportunity>(id)?.ok_or(BookError::NotFound { what: "opportunity" })?;
        Self::of(reader, &Funnels::read(reader)?, opportunity)
    }

    /// Reads what belongs to an opportunity that was read already.
    pub fn of(reader: &Reader<'_>, funnels: &Funnels, opportunity: Opportunity) -> Result<Self, BookError> {
        Ok(Self {
            funnel: funnels.get(&opportunity.funnel)?,
            contact: contact_summary(reader, opportunity.contact_id)?,
            answers: reader.of_opportunity(opportunity.id)?,
            activities: reader.of_opportunity(opportunity.id)?,
            moves: reader.of_opportunity(opportunity.id)?,
            sale: SaleFile::read(reader, opportunity.id)?,
            seen: OnceLock::new(),
            opportunity,
        })
    }

    /// Reads the records of the sale again, after one was put.
    pub fn reread_sale(&mut self, reader: &Reader<'_>) -> Result<(), BookError> {
        self.sale = SaleFile::read(reader, self.opportunity.id)?;
        self.seen = OnceLock::new();
        Ok(())
    }

    /// The amount: of the offers in force, else the own estimate.
    pub fn amount(&self, moment: &Moment) -> Option<Money> {
        self.gate(moment).sale.amount.clone().or_else(|| self.opportunity.estimate.clone())
    }

    /// What gates look at.
    pub fn gate<'a>(&'a self, moment: &'a Moment) -> GateContext<'a> {
        GateContext {
            funnel: &self.funnel,
            opportunity: &self.opportunity,
            contact: self.contact,
            answers: &self.answers,
            activities: &self.activities,
            sale: self.seen.get_or_init(|| self.sale.summary(&moment.settings.currency, moment.today())),
            now: moment.now,
            settings: &moment.settings,
        }
    }

    /// What decisions look at.
    pub fn decide<'a>(&'a self, moment: &'a Moment) -> DecideContext<'a> {
        DecideContext { gate: self.gate(moment), moves: &self.moves, by: moment.by() }
    }
}

/// What gates need to know about a contact. A number that could not be read cannot be called, so it does not count.
pub(crate) fn contact_summary(reader: &Reader<'_>, id: ContactId) -> Result<ContactSummary, BookError> {
    let Some(contact) = reader.get::<Contact>(id)? else { return Ok(ContactSummary::default()) };
    let phones: Vec<Phone> = reader.of_contact(id)?;
    let emails: Vec<Email> = reader.of_contact(id)?;
    Ok(ContactSummary {
        has_name: !contact.name.trim().is_empty(),
        has_company: contact.company_id.is_some(),
        has_channel: phones.iter().any(|phone| !phone.e164.is_empty())
            || emails.iter().any(|email| corong_domain::contact::is_email(&email.address)),
        has_note: !contact.note.trim().is_empty(),
    })
}
