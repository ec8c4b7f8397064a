//! Sale credit: the parts before and after the sale, a proposal from logged effort, and the volume.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use corong_domain::activity::ActivityState;
use corong_domain::contact::Contact;
use corong_domain::estimate::split::{CreditShare, Deed, check_whole, money, propose};
use corong_domain::event::Event;
use corong_domain::funnel::workdays::local_day;
use corong_domain::history::Act;
use corong_domain::ids::SalespersonId;
use corong_domain::money::Money;
use corong_domain::opportunity::{Opportunity, Status};
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::TermsSeen;
use corong_domain::sale::ledger::{EntryKind, SaleCreditEntry, SaleShares, shares_in_force, sums};
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::volume::{VolumeFact, VolumeKey, volume};
use corong_domain::salesperson::Salesperson;
use corong_store::Reader;

use super::effect::{Leveling, level};
use super::offers::offer_views;
use super::orders::order_views;
use super::terms::newest_texts;
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::views::{
    Changed, CreditPart, OpportunityRequest, SaleCreditView, SalePage, SharesRequest, VolumeRequest, VolumeRow,
};
use crate::write::{Book, Moment};

impl Book {
    /// Who gets how much of a sale.
    ///
    /// # Errors
    /// The opportunity is not there; the book cannot be read.
    pub fn sale_credit_get(&self, request: &OpportunityRequest) -> Result<SaleCreditView, BookError> {
        let moment = self.moment();
        self.store.read(|reader| credit_view(reader, &OpportunityFile::read(reader, request.opportunity)?, &moment))
    }

    /// A proposal from who did what, with the effort behind each part. Nothing is written.
    ///
    /// # Errors
    /// The opportunity is not there; nobody owns it; the book cannot be read.
    pub fn sale_credit_propose(&self, request: &OpportunityRequest) -> Result<SaleCreditView, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let file = OpportunityFile::read(reader, request.opportunity)?;
            let owner = file.opportunity.owner_id.or(moment.by());
            let owner = owner.ok_or(BookError::NotFound { what: "salesperson" })?;
            let done = file.activities.iter().filter(|one| one.state == ActivityState::Done);
            let mut deeds: Vec<(SalespersonId, Deed)> =
                done.filter_map(|one| Some((one.owner_id?, Deed::Activity(one.kind)))).collect();
            let out = file.sale.offers.iter().filter(|offer| offer.standing.status != OfferStatus::Draft);
            deeds.extend(out.filter_map(|offer| Some((offer.by?, Deed::Quote))));
            let proposal = propose(&deeds, &moment.settings.effort, owner);
            let mut parts = planned(reader, &file, &proposal.shares, &moment)?;
            for (part, effort) in parts.iter_mut().zip(proposal.effort) {
                part.effort = effort;
            }
            Ok(SaleCreditView {
                parts,
                frozen: file.opportunity.standing.status == Status::Won,
                entries: file.sale.ledger,
            })
        })
    }

    /// Sets the parts. After the sale this is a correction: signed entries with a reason, and nothing is rewritten.
    ///
    /// # Errors
    /// The parts do not total 10,000; a reason is missing; the opportunity or a salesperson is not there; the book
    /// cannot be written.
    pub fn sale_credit_set(&self, request: &SharesRequest) -> Result<Changed<SaleCreditView>, BookError> {
        let all: u32 = request.shares.iter().fold(0, |all, share| all.saturating_add(share.basis_points));
        if check_whole(&request.shares).is_err() {
            return Err(BookError::sale(SaleRefusal::NotWhole(all)));
        }
        let mut shares: Vec<CreditShare> = Vec::new();
        for share in request.shares.iter().filter(|share| share.basis_points > 0) {
            match shares.iter_mut().find(|known| known.salesperson_id == share.salesperson_id) {
                Some(known) => known.basis_points += share.basis_points,
                None => shares.push(*share),
            }
        }
        self.write(Act::SaleCreditSet, |tx, moment| {
            let found = tx.get::<Opportunity>(request.opportunity)?;
            let opportunity = found.ok_or(BookError::NotFound { what: "opportunity" })?;
            for share in &shares {
                if tx.get::<Salesperson>(share.salesperson_id)?.is_none() {
                    return Err(BookError::Invalid(vec![Problem::new("salesperson", Rule::Unknown)]).into());
                }
            }
            let won = opportunity.standing.status == Status::Won;
            let before = tx.get::<SaleShares>(SaleShares::id_of(opportunity.id))?;
            if before.as_ref().is_some_and(|before| before.shares == shares) {
                let file = OpportunityFile::read(tx, opportunity.id)?;
                return Ok(credit_view(tx, &file, moment)?);
            }
            if won && request.reason.trim().is_empty() {
                return Err(BookError::sale(SaleRefusal::CreditFrozen).into());
            }
            tx.put(&SaleShares {
                id: SaleShares::id_of(opportunity.id),
                opportunity_id: opportunity.id,
                shares,
                at: moment.now,
                by: moment.by(),
            })?;
            if won {
                let why = Leveling { kind: EntryKind::Corrected, reason: &request.reason };
                level(tx, moment, &self.ids, &opportunity, &why)?;
            }
            tx.about::<Contact>(opportunity.contact_id);
            let file = OpportunityFile::read(tx, opportunity.id)?;
            Ok(credit_view(tx, &file, moment)?)
        })
    }

    /// Everything about the sale of one opportunity.
    ///
    /// # Errors
    /// The opportunity is not there; the book cannot be read.
    pub fn sale_get(&self, request: &OpportunityRequest) -> Result<SalePage, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let file = OpportunityFile::read(reader, request.opportunity)?;
            let void = matches!(file.gate(&moment).sale.terms, TermsSeen::Void { .. });
            Ok(SalePage {
                offers: offer_views(reader, request.opportunity, &moment)?,
                orders: order_views(reader, request.opportunity)?,
                acceptances: file.sale.acceptances.clone(),
                permissions: file.sale.permissions.clone(),
                terms_void: void,
                credit: credit_view(reader, &file, &moment)?,
                terms: newest_texts(reader)?,
            })
        })
    }

    /// The volume of business of a period, from the entries of the sale credit ledger.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn volume_get(&self, request: &VolumeRequest) -> Result<Vec<VolumeRow>, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let mut known: BTreeMap<_, Option<Opportunity>> = BTreeMap::new();
            let mut facts = Vec::new();
            for entry in reader.all::<SaleCreditEntry>()? {
                let Some(posting) = entry.posting else { continue };
                let id = entry.opportunity_id;
                if let Entry::Vacant(slot) = known.entry(id) {
                    slot.insert(reader.get(id)?);
                }
                let opportunity = known.get(&id).and_then(Option::as_ref);
                facts.push(VolumeFact {
                    salesperson_id: entry.salesperson_id,
                    event_id: opportunity.and_then(|one| one.event_id),
                    source: opportunity.and_then(|one| one.source),
                    on: local_day(entry.at, &moment.settings),
                    amount: posting.amount,
                });
            }
            let rows = volume(&facts, request.by, request.from, request.until).into_iter();
            rows.map(|(key, amount)| Ok(VolumeRow { name: key_name(reader, &key)?, key, amount })).collect()
        })
    }
}

fn key_name(reader: &Reader<'_>, key: &VolumeKey) -> Result<String, BookError> {
    Ok(match key {
        VolumeKey::Salesperson(id) => name_of(reader, *id)?,
        VolumeKey::Event(Some(id)) => reader.get::<Event>(*id)?.map(|event| event.name).unwrap_or_default(),
        VolumeKey::Event(None) => String::new(),
        VolumeKey::Source(word) | VolumeKey::Month(word) => word.clone(),
    })
}

fn name_of(reader: &Reader<'_>, id: SalespersonId) -> Result<String, BookError> {
    Ok(reader.get::<Salesperson>(id)?.map(|person| person.name).unwrap_or_default())
}

/// The parts in force: from the ledger once the sale was won, else as they would be.
fn credit_view(reader: &Reader<'_>, file: &OpportunityFile, moment: &Moment) -> Result<SaleCreditView, BookError> {
    let shares = shares_in_force(file.sale.shares.as_ref(), file.opportunity.owner_id);
    let won = file.opportunity.standing.status == Status::Won;
    let mut parts = planned(reader, file, &shares, moment)?;
    if won {
        let ledger = sums(&file.sale.ledger);
        for part in &mut parts {
            let of = ledger.iter().find(|((who, _), _)| *who == part.salesperson);
            if let Some(((_, currency), minor)) = of {
                part.amount = Some(Money::new(*minor, currency.clone()));
            }
        }
    }
    Ok(SaleCreditView { parts, frozen: won, entries: file.sale.ledger.clone() })
}

/// Parts with the money they would be of the present amount.
fn planned(
    reader: &Reader<'_>,
    file: &OpportunityFile,
    shares: &[CreditShare],
    moment: &Moment,
) -> Result<Vec<CreditPart>, BookError> {
    let gate = file.gate(moment);
    let order = gate.sale.order.as_ref().and_then(|order| order.amount.clone());
    let amount = order.or_else(|| gate.sale.amount.clone()).or_else(|| file.opportunity.estimate.clone());
    let split = amount.and_then(|amount| money(&amount, shares).ok()).unwrap_or_default();
    let mut parts = Vec::with_capacity(shares.len());
    for (at, share) in shares.iter().enumerate() {
        parts.push(CreditPart {
            salesperson: share.salesperson_id,
            name: name_of(reader, share.salesperson_id)?,
            basis_points: share.basis_points,
            amount: split.get(at).cloned(),
            effort: 0,
        });
    }
    Ok(parts)
}
