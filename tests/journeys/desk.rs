//! A book for a journey: in memory or in a file, under a clock that the journey moves.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use corong_book::views::{
    AnswerDraft, CaptureRequest, Card, ContactPage, ContactRequest, GateRequest, ItemAnswer, MoveOpportunity,
    MoveOutcome, OpportunityRequest, StartRequest,
};
use corong_book::{Book, FixedClock};
use corong_domain::contact::{ContactDraft, LabelledDraft, PhoneDraft, Temperature};
use corong_domain::funnel::gate::ItemState;
use corong_domain::funnel::{ItemField, ItemKind, Strength};
use corong_domain::ids::{ContactId, OpportunityId, StageKey};
use corong_domain::opportunity::{Channel, CreditState, Source};
use corong_domain::settings::Language;

pub struct Desk {
    pub book: Book,
    pub clock: Arc<FixedClock>,
}

pub fn noon() -> DateTime<Utc> {
    // A Tuesday, noon in Jakarta.
    "2026-11-24T05:00:00Z".parse().unwrap()
}

impl Desk {
    /// A started book in memory.
    pub fn new() -> Self {
        let clock = Arc::new(FixedClock::at(noon()));
        let desk = Self { book: Book::in_memory(Box::new(Arc::clone(&clock))).unwrap(), clock };
        desk.start(false);
        desk
    }

    pub fn start(&self, demo: bool) {
        let started = self.book.book_start(&StartRequest {
            language: Language::En,
            name: "Anna Bastari".to_owned(),
            company: "PT Seduh Nusantara".to_owned(),
            currency: "IDR".to_owned(),
            region: "ID".to_owned(),
            utc_offset_minutes: 420,
            demo,
        });
        assert!(started.unwrap().started, "the owner makes a book a started one");
    }

    pub fn later(&self, days: i64) {
        self.clock.advance(TimeDelta::days(days));
    }

    /// Captures Maria with a company, a phone and an e-mail.
    pub fn maria(&self) -> (ContactId, OpportunityId) {
        let saved = self.book.capture_save(&CaptureRequest { draft: maria(), ..CaptureRequest::default() }).unwrap();
        (saved.value.contact, saved.value.opportunity.unwrap())
    }

    pub fn card(&self, opportunity: OpportunityId) -> Card {
        self.book.opportunity_card(&OpportunityRequest { opportunity }).unwrap()
    }

    pub fn page(&self, contact: ContactId) -> ContactPage {
        self.book.contact_get(&ContactRequest { contact }).unwrap()
    }

    /// Moves on with nothing but the wish to.
    pub fn push(&self, opportunity: OpportunityId) -> MoveOutcome {
        self.book.opportunity_move(&bare_move(opportunity, None)).unwrap().value
    }

    /// Answers everything that the gate ahead asks for and moves, in one go: what the gate sheet does.
    pub fn advance(&self, opportunity: OpportunityId) -> Card {
        let gate = self.book.gate_get(&GateRequest { opportunity, to: None }).unwrap();
        let open = gate.report.items.iter().filter(|item| {
            matches!(item.state, ItemState::Missing | ItemState::Invalid) && item.item.strength == Strength::Mandatory
        });
        let answers = open
            .map(|item| ItemAnswer { item: item.item.key.clone(), answer: answer(item.item.kind, item.item.field) })
            .collect();
        let asked = MoveOpportunity { answers, ..bare_move(opportunity, Some(gate.to.clone())) };
        match self.book.opportunity_move(&asked).unwrap().value {
            MoveOutcome::Moved { card } => card,
            MoveOutcome::Refused { refusal, .. } => panic!("to {} it was refused: {refusal:?}", gate.to),
            MoveOutcome::Asks { question, .. } => panic!("to {} it asked: {question:?}", gate.to),
        }
    }

    /// Carries an opportunity to a stage through every gate on the way.
    pub fn carry(&self, opportunity: OpportunityId, to: &str) -> Card {
        for _ in 0..12 {
            let card = self.card(opportunity);
            if card.stage.as_str() == to {
                return card;
            }
            self.advance(opportunity);
            self.later(1);
        }
        panic!("{to} was not reached: {:?}", self.card(opportunity).stage);
    }

    /// Everything about the book that a person sees, to compare before and after.
    pub fn seen(&self, contact: ContactId) -> String {
        let page = self.page(contact);
        format!("{page:?}")
    }
}

pub fn maria() -> ContactDraft {
    ContactDraft {
        name: "Maria Tobing".to_owned(),
        company: "Hotel Danau Biru".to_owned(),
        job_title: "F&B manager".to_owned(),
        phones: vec![PhoneDraft { raw: "0813 6600 4412".to_owned(), ..PhoneDraft::default() }],
        emails: vec![LabelledDraft { value: "maria@danaubiru.example".to_owned(), ..LabelledDraft::default() }],
        note: "Likes the steam".to_owned(),
        temperature: Some(Temperature::Hot),
        ..ContactDraft::default()
    }
}

pub fn bare_move(opportunity: OpportunityId, to: Option<StageKey>) -> MoveOpportunity {
    MoveOpportunity { opportunity, to, move_id: None, answers: Vec::new(), waivers: Vec::new(), reason: String::new() }
}

/// An answer as a person would give it in the gate sheet.
pub fn answer(kind: ItemKind, field: Option<ItemField>) -> AnswerDraft {
    let text = "noted in the talk".to_owned();
    match field {
        Some(ItemField::Source) => AnswerDraft { source: Some(Source::Event), ..AnswerDraft::default() },
        Some(ItemField::Credit) => AnswerDraft {
            credit: Some(CreditState::Accepted),
            text: "Finance".to_owned(),
            on: "2027-06-30".to_owned(),
            ..AnswerDraft::default()
        },
        Some(ItemField::CreditDetails) => {
            AnswerDraft { text: "Finance".to_owned(), on: "2027-06-30".to_owned(), ..AnswerDraft::default() }
        }
        Some(ItemField::FirstInteraction) => {
            AnswerDraft { on: "2026-11-24".to_owned(), channel: Some(Channel::Phone), ..AnswerDraft::default() }
        }
        Some(ItemField::ReachableChannel) => {
            AnswerDraft { text: "0812 3456 7890".to_owned(), ..AnswerDraft::default() }
        }
        _ => match kind {
            ItemKind::DateAhead => AnswerDraft { on: "2027-01-15".to_owned(), ..AnswerDraft::default() },
            ItemKind::AmountWithin => AnswerDraft { amount: "148000000".to_owned(), ..AnswerDraft::default() },
            ItemKind::Attached => AnswerDraft {
                text: "PO-2026-77".to_owned(),
                on: "2026-12-01".to_owned(),
                amount: "148000000".to_owned(),
                ..AnswerDraft::default()
            },
            ItemKind::Filled | ItemKind::Answered | ItemKind::MustBeYes | ItemKind::ActivityDone => {
                AnswerDraft { text, ..AnswerDraft::default() }
            }
        },
    }
}
