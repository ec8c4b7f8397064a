//! What a gate sheet sends: each answer goes where it belongs, into the contact, the opportunity, a fact, an activity or
//! the answer itself, before the gate is looked at. So the form that opens on a refused move finishes it in one go.

use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::contact::{PhoneDraft, is_email};
use corong_domain::funnel::decide::{Given, GivenFacts};
use corong_domain::funnel::{Item, ItemField};
use corong_domain::ids::{ActivityId, ItemKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{
    Answer, AnswerState, CreditFact, CreditState, InterestFact, InterestState, Opportunity,
};
use corong_domain::problem::{Problem, Rule};
use corong_store::Tx;

use crate::clock::Ids;
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::sale::{order_from_answer, permission_from_answer};
use crate::save::{Saver, draft_of};
use crate::views::{AnswerDraft, CreditDraft, InterestDraft, ItemAnswer};
use crate::write::Moment;

/// What the answers of a request came to.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    /// Answers for the domain.
    pub given: Vec<Given>,
    /// Facts for the domain.
    pub facts: GivenFacts,
}

/// Puts answers where they belong. All problems of all answers come at once.
pub(crate) fn fill(
    tx: &mut Tx<'_, '_>,
    file: &mut OpportunityFile,
    answers: &[ItemAnswer],
    ids: &Ids,
    moment: &Moment,
) -> Result<Filled, BookError> {
    let mut filler = Filler { file, ids, moment, filled: Filled::default(), problems: Vec::new() };
    for answer in answers {
        filler.one(tx, answer)?;
    }
    let Filler { filled, problems, .. } = filler;
    if !problems.is_empty() {
        return Err(BookError::Invalid(problems));
    }
    file.contact = crate::files::contact_summary(tx, file.opportunity.contact_id)?;
    file.activities = tx.of_opportunity(file.opportunity.id)?;
    file.reread_sale(tx)?;
    Ok(filled)
}

struct Filler<'f> {
    file: &'f mut OpportunityFile,
    ids: &'f Ids,
    moment: &'f Moment,
    filled: Filled,
    problems: Vec<Problem>,
}

impl Filler<'_> {
    fn one(&mut self, tx: &mut Tx<'_, '_>, asked: &ItemAnswer) -> Result<(), BookError> {
        let item = self.file.funnel.item(&asked.item).map(|found| found.item.clone());
        let Some(item) = item else {
            self.problems.push(Problem::new(asked.item.as_str(), Rule::Unknown));
            return Ok(());
        };
        let Some(answer) = self.answer(&item, &asked.answer) else { return Ok(()) };
        if matches!(answer.state, AnswerState::Yes | AnswerState::No)
            && let Some(field) = item.field
            && self.fill_records(tx, &item, field, &asked.answer, &answer)?
        {
            return Ok(());
        }
        self.filled.given.push(Given { item: item.key, answer });
        Ok(())
    }

    /// Reads the raw answer; `None` when it has a problem.
    fn answer(&mut self, item: &Item, draft: &AnswerDraft) -> Option<Answer> {
        let before = self.problems.len();
        let on = self.day(&item.key, &draft.on);
        let amount = self.amount(&item.key, &draft.amount);
        (self.problems.len() == before).then(|| Answer {
            state: draft.state.unwrap_or(AnswerState::Yes),
            text: draft.text.trim().to_owned(),
            on,
            amount,
            activity_id: None,
        })
    }

    fn day(&mut self, item: &ItemKey, text: &str) -> Option<chrono::NaiveDate> {
        day(item.as_str(), text, &mut self.problems)
    }

    fn amount(&mut self, item: &ItemKey, text: &str) -> Option<Money> {
        amount(item.as_str(), text, &self.moment.settings.currency, &mut self.problems)
    }

    /// Puts an answer into the records that the item looks at. Gives whether it went there.
    fn fill_records(
        &mut self,
        tx: &mut Tx<'_, '_>,
        item: &Item,
        field: ItemField,
        draft: &AnswerDraft,
        answer: &Answer,
    ) -> Result<bool, BookError> {
        let text = answer.text.as_str();
        match field {
            ItemField::NameOrCompany | ItemField::Name | ItemField::ReachableChannel => {
                self.contact(tx, item, field, text)?;
            }
            ItemField::Context if !text.is_empty() => self.note(tx, text)?,
            ItemField::Source => match draft.source {
                Some(source) => self.filled.facts.source = Some(source),
                None => self.problems.push(Problem::new(item.key.as_str(), Rule::Required)),
            },
            ItemField::Credit | ItemField::CreditValid => self.credit_state(draft, answer),
            ItemField::CreditDetails => self.credit_details(answer),
            ItemField::CreditLimit => self.credit_limit(answer),
            ItemField::FirstInteraction => self.first_interaction(draft, answer),
            ItemField::Interest => self.interest(draft, answer),
            ItemField::Demonstration if answer.state == AnswerState::Yes => self.demonstration(tx, text)?,
            ItemField::Amount if answer.amount.is_some() => self.file.opportunity.estimate.clone_from(&answer.amount),
            ItemField::Need if !text.is_empty() => text.clone_into(&mut self.file.opportunity.need),
            ItemField::ExpectedOn if answer.on.is_some() => self.file.opportunity.expected_on = answer.on,
            ItemField::SaleCredit => self.file.opportunity.owner_id = self.moment.by(),
            ItemField::Permission if answer.state == AnswerState::Yes => {
                permission_from_answer(tx, self.moment, self.ids, &self.file.opportunity, answer)?;
            }
            ItemField::OrderPlaced if answer.state == AnswerState::Yes => {
                return order_from_answer(tx, self.moment, self.ids, self.file, item, answer);
            }
            // Until there is an offer or an acceptance on record, the answer stands in for it.
            ItemField::TermsVersion
            | ItemField::OfferValidUntil
            | ItemField::OfferDocument
            | ItemField::TermsAccepted
            | ItemField::Permission
            | ItemField::OrderPlaced
            | ItemField::Context
            | ItemField::Demonstration
            | ItemField::Amount
            | ItemField::Need
            | ItemField::ExpectedOn
            | ItemField::NextMeeting => return Ok(false),
        }
        Ok(true)
    }

    fn contact(&mut self, tx: &mut Tx<'_, '_>, item: &Item, field: ItemField, text: &str) -> Result<(), BookError> {
        if text.is_empty() {
            self.problems.push(Problem::new(item.key.as_str(), Rule::Required));
            return Ok(());
        }
        let id = self.file.opportunity.contact_id;
        let whole = tx.contact_whole(id)?.ok_or(BookError::NotFound { what: "contact" })?;
        let mut draft = draft_of(&whole);
        match field {
            ItemField::ReachableChannel if is_email(text) => {
                let email = corong_domain::contact::LabelledDraft { value: text.to_owned(), ..Default::default() };
                draft.emails.push(email);
            }
            ItemField::ReachableChannel => {
                let reading = corong_capture::phone::read_phone(text, &self.moment.settings.region);
                if !reading.is_valid() {
                    self.problems.push(Problem::new(item.key.as_str(), Rule::PhoneShape));
                    return Ok(());
                }
                draft.phones.push(PhoneDraft { raw: text.to_owned(), ..PhoneDraft::default() });
            }
            _ => text.clone_into(&mut draft.name),
        }
        let region = self.moment.settings.region.clone();
        Saver { ids: self.ids, moment: self.moment, region: &region }.edit(tx, &whole, &draft)
    }

    fn note(&mut self, tx: &mut Tx<'_, '_>, text: &str) -> Result<(), BookError> {
        let id = self.file.opportunity.contact_id;
        let whole = tx.contact_whole(id)?.ok_or(BookError::NotFound { what: "contact" })?;
        let mut contact = whole.contact;
        if contact.note.is_empty() {
            text.clone_into(&mut contact.note);
        } else if !contact.note.contains(text) {
            contact.note = format!("{}\n{text}", contact.note);
        }
        tx.put(&contact)?;
        Ok(())
    }

    /// The credit fact as the request leaves it so far.
    fn credit(&mut self) -> &mut CreditFact {
        let present = self.file.opportunity.credit.clone();
        self.filled.facts.credit.get_or_insert(present)
    }

    fn credit_state(&mut self, draft: &AnswerDraft, answer: &Answer) {
        let state = match (draft.credit, answer.state) {
            (Some(state), _) => state,
            (None, AnswerState::No) => CreditState::Refused,
            (None, _) => CreditState::Accepted,
        };
        let text = answer.text.clone();
        let (on, amount) = (answer.on, answer.amount.clone());
        let fact = self.credit();
        // A new acceptance after an old one ran out has its own validity.
        if fact.state != state || on.is_some() {
            fact.valid_until = on;
        } else {
            fact.valid_until = None;
        }
        fact.state = state;
        if amount.is_some() {
            fact.limit = amount;
        }
        if !text.is_empty() {
            fact.checked_by = text;
        }
    }

    fn credit_details(&mut self, answer: &Answer) {
        let (text, on) = (answer.text.clone(), answer.on);
        let fact = self.credit();
        if !text.is_empty() {
            fact.checked_by = text;
        }
        if on.is_some() {
            fact.valid_until = on;
        }
    }

    fn credit_limit(&mut self, answer: &Answer) {
        let amount = answer.amount.clone();
        if amount.is_some() {
            self.credit().limit = amount;
        }
    }

    fn interest_fact(&mut self) -> &mut InterestFact {
        let present = self.file.opportunity.interest.clone();
        self.filled.facts.interest.get_or_insert(present)
    }

    fn first_interaction(&mut self, draft: &AnswerDraft, answer: &Answer) {
        let (on, channel, text) = (answer.on.or(Some(self.moment.today())), draft.channel, answer.text.clone());
        let fact = self.interest_fact();
        fact.first_on = on;
        fact.channel = channel.or(fact.channel).or(Some(corong_domain::opportunity::Channel::InPerson));
        if !text.is_empty() {
            fact.note = text;
        }
    }

    fn interest(&mut self, draft: &AnswerDraft, answer: &Answer) {
        let state = if answer.state == AnswerState::No { InterestState::No } else { InterestState::Yes };
        let (on, channel, text) = (answer.on, draft.channel, answer.text.clone());
        let fact = self.interest_fact();
        fact.state = state;
        fact.first_on = on.or(fact.first_on);
        fact.channel = channel.or(fact.channel);
        if !text.is_empty() {
            fact.note = text;
        }
    }

    /// A demonstration or sample that was held is something that was done, with a place on the timeline.
    fn demonstration(&mut self, tx: &mut Tx<'_, '_>, text: &str) -> Result<(), BookError> {
        let opportunity = &self.file.opportunity;
        tx.put(&Activity {
            id: ActivityId(self.ids.next(self.moment.now)),
            contact_id: opportunity.contact_id,
            opportunity_id: Some(opportunity.id),
            kind: ActivityKind::Demonstration,
            preset: None,
            subject: String::new(),
            result: text.to_owned(),
            inbound: false,
            state: ActivityState::Done,
            due_at: None,
            done_at: Some(self.moment.now),
            owner_id: self.moment.by(),
            created_at: self.moment.now,
        })?;
        Ok(())
    }
}

/// A day as typed; empty is none. A text that is no day is a problem of `field`.
pub(crate) fn day(field: &str, text: &str, problems: &mut Vec<Problem>) -> Option<chrono::NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        problems.push(Problem::new(field, Rule::DateShape));
    }
    day
}

/// An amount as typed in major units; empty is none. A text that is no amount is a problem of `field`.
pub(crate) fn amount(field: &str, text: &str, currency: &str, problems: &mut Vec<Problem>) -> Option<Money> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let money = Money::parse_major(text, currency);
    if money.is_none() {
        problems.push(Problem::new(field, Rule::AmountShape));
    }
    money
}

/// A credit fact as typed, over the present one.
pub(crate) fn credit_fact(
    draft: &CreditDraft,
    opportunity: &Opportunity,
    moment: &Moment,
) -> Result<CreditFact, BookError> {
    let mut problems = Vec::new();
    let valid_until = day("validUntil", &draft.valid_until, &mut problems);
    let limit = amount("limit", &draft.limit, &moment.settings.currency, &mut problems);
    if !problems.is_empty() {
        return Err(BookError::Invalid(problems));
    }
    Ok(CreditFact {
        state: draft.state,
        checked_by: draft.checked_by.trim().to_owned(),
        valid_until,
        limit,
        note: draft.note.trim().to_owned(),
        at: opportunity.credit.at,
        by: opportunity.credit.by,
    })
}

/// An interest fact as typed, over the present one.
pub(crate) fn interest_fact(draft: &InterestDraft, opportunity: &Opportunity) -> Result<InterestFact, BookError> {
    let mut problems = Vec::new();
    let first_on = day("firstOn", &draft.first_on, &mut problems);
    if !problems.is_empty() {
        return Err(BookError::Invalid(problems));
    }
    Ok(InterestFact {
        state: draft.state,
        first_on,
        channel: draft.channel.or(opportunity.interest.channel),
        note: draft.note.trim().to_owned(),
        at: opportunity.interest.at,
        by: opportunity.interest.by,
    })
}
