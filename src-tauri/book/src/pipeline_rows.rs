//! Rows of a past pipeline become records: companies, salespeople, contacts and opportunities.
//!
//! A company without a person is a contact: a name or a company is enough for one. An opportunity of which not even the
//! company is known gets a contact of its own, named like the opportunity in the other program, so that unknown customers
//! are not taken for one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use corong_domain::company::{Company, company_key};
use corong_domain::contact::{Contact, MAX_LINE, MAX_NOTE};
use corong_domain::funnel::Funnel;
use corong_domain::ids::{CompanyId, ContactId, SalespersonId, StageKey, link_id};
use corong_domain::opportunity::{Opportunity, StageMove, Status};
use corong_domain::past::{Past, PastDeal, PastStand, past};
use corong_domain::salesperson::{Salesperson, prefix_from_name};
use corong_domain::text::fold;
use corong_exchange::pipeline::{AccountRow, Column, DealRow, DealStage, PipelineMap, ProductRow, TeamRow};
use corong_store::{Bulk, Meta, Tx};

use crate::error::BookError;
use crate::files::Funnels;
use crate::pipeline::field_of;
use crate::views::RefusedCode;
use crate::write::Moment;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A new record.
    Created,
    /// A record that now says more.
    Updated,
    /// Nothing: the book knows it.
    Known,
}

/// What a row became, or the field and the code for which it was refused.
type Taken = Result<Result<Outcome, (String, RefusedCode)>, BookError>;

/// What was met so far in one import.
pub(crate) struct Importer<'i> {
    meta: Meta,
    moment: &'i Moment,
    funnel: Arc<Funnel>,
    currency: String,
    /// By key.
    companies: HashMap<String, CompanyId>,
    contacts: HashMap<ContactId, ContactId>,
    /// By folded name.
    team: HashMap<String, SalespersonId>,
    prefixes: HashSet<String>,
    /// Proper names by their letters and digits: a pipeline may write `GTXPro` for `GTX Pro`.
    products: HashMap<String, String>,
}

impl<'i> Importer<'i> {
    pub fn begin(bulk: &Bulk<'_, '_>, meta: Meta, moment: &'i Moment, map: &PipelineMap) -> Result<Self, BookError> {
        let people: Vec<Salesperson> = bulk.all()?;
        Ok(Self {
            meta,
            moment,
            funnel: Funnels::read(bulk)?.get(&moment.settings.funnel)?,
            currency: map.currency.clone().unwrap_or_else(|| moment.settings.currency.clone()),
            companies: HashMap::new(),
            contacts: HashMap::new(),
            prefixes: people.iter().map(|person| person.prefix.clone()).collect(),
            team: people.into_iter().map(|person| (fold(&person.name), person.id)).collect(),
            products: HashMap::new(),
        })
    }

    /// The currency of amounts without one.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Remembers how a product is written.
    pub fn product(&mut self, row: &ProductRow) -> Outcome {
        self.products.insert(bare(&row.name), row.name.clone());
        Outcome::Known
    }

    /// A salesperson.
    pub fn member(&mut self, bulk: &mut Bulk<'_, '_>, row: &TeamRow) -> Taken {
        if too_long(&row.name, MAX_LINE) {
            return refused(Column::Owner);
        }
        let before = self.team.len();
        self.in_one(bulk, |importer, tx| importer.salesperson(tx, &row.name))?;
        Ok(Ok(if self.team.len() > before { Outcome::Created } else { Outcome::Known }))
    }

    /// A company, or what was not known of it.
    pub fn account(&mut self, bulk: &mut Bulk<'_, '_>, row: &AccountRow) -> Taken {
        if too_long(&row.name, MAX_LINE) || too_long(&row.sector, MAX_LINE) || too_long(&row.note, MAX_NOTE) {
            return refused(Column::Account);
        }
        let outcome = self.in_one(bulk, |importer, tx| {
            let known = match importer.companies.get(&company_key(&row.name)) {
                Some(id) => tx.get::<Company>(*id)?,
                None => tx.company_named(&row.name)?,
            };
            let fill = |old: &str, new: &str| if old.trim().is_empty() { new.to_owned() } else { old.to_owned() };
            let (company, outcome) = match known {
                None => (importer.new_company(row), Outcome::Created),
                Some(old) => {
                    let filled = Company {
                        sector: fill(&old.sector, &row.sector),
                        domain: fill(&old.domain, &row.domain),
                        note: fill(&old.note, &row.note),
                        ..old.clone()
                    };
                    let outcome = if filled == old { Outcome::Known } else { Outcome::Updated };
                    (filled, outcome)
                }
            };
            importer.companies.insert(company_key(&row.name), company.id);
            if outcome != Outcome::Known {
                tx.put(&company)?;
                tx.about::<Company>(company.id);
            }
            Ok(outcome)
        })?;
        Ok(Ok(outcome))
    }

    /// An opportunity with its history.
    pub fn deal(&mut self, bulk: &mut Bulk<'_, '_>, row: &DealRow, has_owners: bool) -> Taken {
        let lines = [
            (Column::Id, &row.key),
            (Column::Account, &row.account),
            (Column::Contact, &row.contact),
            (Column::Owner, &row.owner),
            (Column::Product, &row.product),
            (Column::Stage, &row.word),
        ];
        if let Some((column, _)) = lines.into_iter().find(|(_, text)| too_long(text, MAX_LINE)) {
            return refused(column);
        }
        if too_long(&row.title, MAX_NOTE) || too_long(&row.reason, MAX_NOTE) {
            return refused(Column::Title);
        }
        let Some(stand) = self.stand(row) else { return Ok(Err((field_of(Column::Stage), RefusedCode::Unreadable))) };
        // A row without an id is named by all of its cells: no name for a contact.
        if row.account.is_empty() && row.contact.is_empty() && row.key.contains('\u{1f}') {
            return Ok(Err((field_of(Column::Account), RefusedCode::Empty)));
        }
        let outcome = self.in_one(bulk, |importer, tx| {
            let owner_id = match row.owner.as_str() {
                "" if has_owners => None,
                "" => importer.moment.by(),
                name => Some(importer.salesperson(tx, name)?),
            };
            let contact_id = importer.contact(tx, row)?;
            let deal = PastDeal {
                key: row.key.clone(),
                contact_id,
                owner_id,
                stand,
                word: if row.reason.is_empty() { row.word.clone() } else { row.reason.clone() },
                opened_on: row.opened_on,
                closed_on: row.closed_on,
                need: importer.need(row),
                amount: row.amount.clone(),
            };
            let moment = importer.moment;
            match past(&importer.funnel, &moment.settings, &deal, moment.now) {
                None => Ok(None),
                Some(past) => put(tx, &past).map(Some),
            }
        })?;
        Ok(outcome.ok_or_else(|| (field_of(Column::Stage), RefusedCode::Unreadable)))
    }

    /// One change of the import.
    fn in_one<T>(
        &mut self,
        bulk: &mut Bulk<'_, '_>,
        write: impl FnOnce(&mut Self, &mut Tx<'_, '_>) -> Result<T, BookError>,
    ) -> Result<T, BookError> {
        let meta = self.meta.clone();
        Ok(bulk.certain(meta, |tx| write(self, tx))?.value)
    }

    /// A word that no program uses may be the name of a stage of the funnel, in either language.
    fn stand(&self, row: &DealRow) -> Option<PastStand> {
        match &row.stage {
            Some(DealStage::Won) => Some(PastStand::Won),
            Some(DealStage::Lost) => Some(PastStand::Lost),
            Some(DealStage::At(role)) => Some(PastStand::At(*role)),
            Some(DealStage::Key(key)) => Some(PastStand::Stage(StageKey::from(key.as_str()))),
            None => {
                let word = fold(&row.word);
                let named = self.funnel.stages_on().find(|stage| {
                    [stage.key.as_str(), &stage.label.id, &stage.label.en].into_iter().any(|name| fold(name) == word)
                });
                named.map(|stage| PastStand::Stage(stage.key.clone()))
            }
        }
    }

    /// What an opportunity is about: its own words, else the product as the price list writes it.
    fn need(&self, row: &DealRow) -> String {
        let product = self.products.get(&bare(&row.product)).unwrap_or(&row.product);
        match (row.title.as_str(), product.as_str()) {
            ("", product) => product.to_owned(),
            (title, "") => title.to_owned(),
            (title, product) => format!("{title} ({product})"),
        }
    }

    fn salesperson(&mut self, tx: &mut Tx<'_, '_>, name: &str) -> Result<SalespersonId, BookError> {
        if let Some(known) = self.team.get(&fold(name)) {
            return Ok(*known);
        }
        let person = Salesperson {
            id: SalespersonId(link_id("past_salesperson", &[&fold(name)])),
            name: name.to_owned(),
            prefix: self.prefix(name),
            email: String::new(),
            phone: String::new(),
            created_at: self.moment.now,
        };
        tx.put(&person)?;
        self.prefixes.insert(person.prefix.clone());
        self.team.insert(fold(name), person.id);
        Ok(person.id)
    }

    /// A prefix that nobody has: more letters of the last name, where two have the same initials.
    fn prefix(&self, name: &str) -> String {
        let short = prefix_from_name(name);
        let letters: Vec<char> = name
            .split_whitespace()
            .last()
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphabetic())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let longer = [(1, 2), (1, 3), (2, 1), (2, 2)].into_iter().map(|(of_short, of_last)| {
            short.chars().take(of_short).chain(letters.iter().copied().take(of_last)).collect::<String>()
        });
        let numbered = ('A'..='Z').map(|c| format!("{short}{c}"));
        let mut all = std::iter::once(short.clone()).chain(longer).chain(numbered);
        all.find(|prefix| !self.prefixes.contains(prefix)).unwrap_or_else(|| short.clone())
    }

    fn new_company(&self, row: &AccountRow) -> Company {
        Company {
            id: CompanyId(link_id("past_company", &[&company_key(&row.name)])),
            name: row.name.clone(),
            domain: row.domain.clone(),
            sector: row.sector.clone(),
            note: row.note.clone(),
            created_at: self.moment.now,
        }
    }

    fn company(&mut self, tx: &mut Tx<'_, '_>, name: &str) -> Result<Option<CompanyId>, BookError> {
        let key = company_key(name);
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.companies.get(&key) {
            return Ok(Some(*known));
        }
        let id = match tx.company_named(name)? {
            Some(known) => known.id,
            None => {
                let (sector, domain, note) = (String::new(), String::new(), String::new());
                let company = self.new_company(&AccountRow { name: name.to_owned(), sector, domain, note });
                tx.put(&company)?;
                company.id
            }
        };
        self.companies.insert(key, id);
        Ok(Some(id))
    }

    fn contact(&mut self, tx: &mut Tx<'_, '_>, row: &DealRow) -> Result<ContactId, BookError> {
        let nameless = row.account.is_empty() && row.contact.is_empty();
        let name = if nameless { &row.key } else { &row.contact };
        let own = if nameless { row.key.as_str() } else { "" };
        let id = ContactId(link_id("past_contact", &[&company_key(&row.account), &fold(&row.contact), own]));
        if let Some(met) = self.contacts.get(&id) {
            return Ok(*met);
        }
        let shown = match tx.get::<Contact>(id)? {
            Some(known) => known.merged_into.unwrap_or(id),
            None => {
                let company_id = self.company(tx, &row.account)?;
                tx.put(&nobody(id, name, company_id, self.moment))?;
                id
            }
        };
        self.contacts.insert(id, shown);
        Ok(shown)
    }
}

/// A contact of which a name or a company is known.
fn nobody(id: ContactId, name: &str, company_id: Option<CompanyId>, moment: &Moment) -> Contact {
    Contact {
        id,
        name: name.to_owned(),
        titles_before: String::new(),
        titles_after: String::new(),
        given_name: String::new(),
        family_name: String::new(),
        job_title: String::new(),
        department: String::new(),
        company_id,
        note: String::new(),
        temperature: None,
        language: String::new(),
        to_type: false,
        merged_into: None,
        created_at: moment.now,
    }
}

/// Puts a new opportunity. One that the book has is only touched when it ended in the other program meanwhile and nobody
/// moved it here.
fn put(tx: &mut Tx<'_, '_>, past: &Past) -> Result<Outcome, BookError> {
    let Past { opportunity, moves, answers } = past;
    tx.about::<Contact>(opportunity.contact_id);
    let outcome = match tx.get::<Opportunity>(opportunity.id)? {
        None => {
            tx.put(opportunity)?;
            Outcome::Created
        }
        Some(known) => {
            let made: Vec<StageMove> = tx.of_opportunity(opportunity.id)?;
            let untouched = made.iter().all(|one| moves.iter().any(|other| other.id == one.id));
            let ended = known.standing.status == Status::Open && opportunity.standing.status != Status::Open;
            if !(untouched && ended) {
                return Ok(Outcome::Known);
            }
            let estimate = opportunity.estimate.clone().or(known.estimate.clone());
            tx.put(&Opportunity { estimate, ..opportunity.clone() })?;
            Outcome::Updated
        }
    };
    for made in moves {
        tx.put(made)?;
    }
    for answer in answers {
        tx.put(answer)?;
    }
    Ok(outcome)
}

/// The letters and digits of a name, small.
fn bare(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn too_long(text: &str, limit: usize) -> bool {
    text.len() > limit && text.chars().count() > limit
}

fn refused(column: Column) -> Taken {
    Ok(Err((field_of(column), RefusedCode::FieldTooLong)))
}
