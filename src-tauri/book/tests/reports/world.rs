//! A book with a random history from a seed.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use corong_book::views::{
    AnswerDraft, CaptureRequest, GateRequest, ItemAnswer, MoveOpportunity, OpportunityEdit, StartRequest, StatusChange,
    StatusRequest,
};
use corong_book::{Book, FixedClock};
use corong_domain::contact::{ContactDraft, PhoneDraft};
use corong_domain::event::EventDraft;
use corong_domain::funnel::{Funnel, ItemField, ItemKind, Strength, shipped};
use corong_domain::ids::{EventId, OpportunityId, StageKey};
use corong_domain::opportunity::{Channel, CreditState, Reason, Source};
use corong_domain::settings::Language;
use corong_store::{Access, Store};
use tempfile::TempDir;

pub struct World {
    pub book: Book,
    pub clock: Arc<FixedClock>,
    pub events: Vec<EventId>,
    pub opportunities: Vec<OpportunityId>,
    pub now: DateTime<Utc>,
    folder: TempDir,
    state: u64,
}

pub fn b2b() -> Funnel {
    shipped().into_iter().find(|funnel| funnel.key.as_str() == "b2b").unwrap()
}

impl World {
    /// `ticks` things that happened, some hours apart.
    pub fn grown(seed: u64, ticks: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let now: DateTime<Utc> = "2026-02-03T03:20:00Z".parse().unwrap();
        let clock = Arc::new(FixedClock::at(now));
        let book = Book::create(&folder.path().join("book.corong"), Box::new(Arc::clone(&clock))).unwrap();
        book.book_start(&StartRequest {
            language: Language::En,
            name: "Anna Bastari".into(),
            company: String::new(),
            currency: "IDR".into(),
            region: "ID".into(),
            utc_offset_minutes: 420,
            demo: false,
        })
        .unwrap();
        let mut world = Self { book, clock, events: Vec::new(), opportunities: Vec::new(), now, folder, state: seed };
        world.event("First Expo", "2026-02-03", "25000000");
        world.event("Second Expo", "2026-05-12", "40000000");
        for _ in 0..ticks {
            world.tick();
        }
        world
    }

    fn event(&mut self, name: &str, from: &str, cost: &str) {
        let draft =
            EventDraft { name: name.into(), starts_on: from.into(), cost: cost.into(), ..EventDraft::default() };
        self.events.push(self.book.event_save(&draft).unwrap().value.event.id);
    }

    /// The plain rows of the book, read from its file.
    pub fn store(&self) -> Store {
        Store::open(&self.folder.path().join("book.corong"), Access::ReadOnly).unwrap()
    }

    fn below(&mut self, n: u64) -> u64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % n
    }

    fn tick(&mut self) {
        let minutes = i64::try_from(self.below(60 * 14)).unwrap() + 7;
        self.clock.advance(TimeDelta::minutes(minutes));
        self.now += TimeDelta::minutes(minutes);
        if self.opportunities.len() < 12 || (self.opportunities.len() < 90 && self.below(6) == 0) {
            self.capture();
            return;
        }
        let index = usize::try_from(self.below(self.opportunities.len() as u64)).unwrap();
        let one = self.opportunities[index];
        match self.below(32) {
            0 => self.back(one),
            1 => self.status(one, StatusChange::Disqualify { reason: Reason::NotAFit, text: String::new() }),
            2 => {
                let reason =
                    [Reason::Price, Reason::Competitor, Reason::Timing][usize::try_from(self.below(3)).unwrap()];
                self.status(one, StatusChange::Lose { reason, text: String::new(), competitor: String::new() });
            }
            4 => {
                let wake_on = (self.now + TimeDelta::days(30)).date_naive().to_string();
                self.status(one, StatusChange::Park { wake_on, reason: Reason::Timing, text: String::new() });
            }
            5 | 6 => self.status(one, StatusChange::Wake),
            7 if self.below(2) == 0 => self.status(one, StatusChange::Reopen { text: "they called".into() }),
            3 | 8 if self.below(3) == 0 => self.status(one, StatusChange::Void { text: "cancelled".into() }),
            9 => self.estimate(one),
            _ => self.advance(one),
        }
    }

    fn capture(&mut self) {
        let number = self.opportunities.len();
        let draft = ContactDraft {
            name: format!("Person {number}"),
            company: format!("Company {number}"),
            phones: vec![PhoneDraft { raw: format!("0812{number:07}"), ..PhoneDraft::default() }],
            ..ContactDraft::default()
        };
        let event = (self.below(3) > 0).then(|| self.events[usize::from(number > 40)]);
        let source = if event.is_some() { Source::Event } else { [Source::Referral, Source::PhoneBook][number % 2] };
        let asked = CaptureRequest { draft, next_step_at: None, event, source: Some(source), referred_by: None };
        let saved = self.book.capture_save(&asked).unwrap().value;
        let one = saved.opportunity.unwrap();
        self.opportunities.push(one);
        if self.below(4) > 0 {
            self.estimate(one);
        }
    }

    fn estimate(&mut self, opportunity: OpportunityId) {
        let estimate = Some(format!("{}.{:02}", self.below(90_000_000) + 1, self.below(100)));
        let edit = OpportunityEdit { opportunity, estimate, need: None, source: None, expected_on: None, event: None };
        self.book.opportunity_edit(&edit).unwrap();
    }

    /// A wish that the rules may refuse.
    fn status(&self, opportunity: OpportunityId, change: StatusChange) {
        self.book.opportunity_status(&StatusRequest { opportunity, change }).unwrap();
    }

    fn back(&self, opportunity: OpportunityId) {
        let card = self.book.opportunity_card(&corong_book::views::OpportunityRequest { opportunity }).unwrap();
        let stages = b2b().stages;
        let at = stages.iter().position(|stage| stage.key == card.stage).unwrap();
        if at > 0 {
            let to = Some(stages[at - 1].key.clone());
            self.move_with(opportunity, to, Vec::new(), "not yet");
        }
    }

    fn move_with(&self, opportunity: OpportunityId, to: Option<StageKey>, answers: Vec<ItemAnswer>, reason: &str) {
        let asked =
            MoveOpportunity { opportunity, to, move_id: None, answers, waivers: Vec::new(), reason: reason.into() };
        self.book.opportunity_move(&asked).unwrap();
    }

    /// Answers what the gate ahead asks for, sometimes lets go what only warns, and moves.
    fn advance(&mut self, opportunity: OpportunityId) {
        let Ok(gate) = self.book.gate_get(&GateRequest { opportunity, to: None }) else { return };
        let thorough = self.below(4) > 0;
        let mut answers = Vec::new();
        for report in gate.report.items.iter().filter(|report| report.is_open()) {
            let wanted = match report.item.strength {
                Strength::Mandatory => {
                    thorough || report.item.no_waiver || report.item.field == Some(ItemField::Source)
                }
                Strength::Recommended | Strength::Optional => self.below(3) == 0,
            };
            if wanted {
                let answer = self.answer(report.item.kind, report.item.field);
                answers.push(ItemAnswer { item: report.item.key.clone(), answer });
            }
        }
        if self.below(9) == 0 {
            // Something of the gate before is answered only now.
            let late = ItemAnswer {
                item: "g6_timing".into(),
                answer: AnswerDraft { text: "this year".into(), ..AnswerDraft::default() },
            };
            let asked = corong_book::views::AnswerRequest { opportunity, answers: vec![late] };
            let _ = self.book.opportunity_answer(&asked);
        }
        self.move_with(opportunity, Some(gate.to.clone()), answers, "the chief says so");
    }

    fn answer(&self, kind: ItemKind, field: Option<ItemField>) -> AnswerDraft {
        let today = self.now.date_naive();
        let ahead = (today + TimeDelta::days(200)).to_string();
        let blank = AnswerDraft::default();
        match (field, kind) {
            (Some(ItemField::Credit), _) => {
                AnswerDraft { credit: Some(CreditState::Accepted), text: "Finance".into(), on: ahead, ..blank }
            }
            (Some(ItemField::CreditDetails), _) => AnswerDraft { text: "Finance".into(), on: ahead, ..blank },
            (Some(ItemField::FirstInteraction), _) => {
                AnswerDraft { on: today.to_string(), channel: Some(Channel::Phone), ..blank }
            }
            (_, ItemKind::DateAhead) => AnswerDraft { on: ahead, ..blank },
            (_, ItemKind::AmountWithin) => AnswerDraft { amount: "1480000".into(), ..blank },
            (_, ItemKind::Attached) => {
                AnswerDraft { text: "PO-77".into(), on: today.to_string(), amount: "1480000".into(), ..blank }
            }
            (_, ItemKind::Filled | ItemKind::Answered | ItemKind::MustBeYes | ItemKind::ActivityDone) => {
                AnswerDraft { text: "noted".into(), ..blank }
            }
        }
    }
}
