//! A contact with one opportunity, kept the way a book keeps it: every decision is carried out by writing its effects.

#![allow(dead_code, reason = "each test file uses its own part")]

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::funnel::decide::{
    self, ClosedBecause, CreateRequest, CreditRequest, DecideContext, Decision, Effects, ExitRequest, Given,
    GivenFacts, InterestRequest, MoveRequest, ParkRequest, Refusal, Reversal, ReviveRequest,
};
use corong_domain::funnel::gate::{ContactSummary, GateContext, GateReport, evaluate};
use corong_domain::funnel::{Funnel, Item, ItemField, ItemKind, shipped};
use corong_domain::ids::{ActivityId, ContactId, ItemKey, MoveId, OpportunityId, SalespersonId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{
    Answer, AnswerState, Channel, CreditFact, CreditState, GateAnswer, InterestFact, InterestState, Opportunity,
    Reason, Source, StageMove,
};
use corong_domain::sale::SaleSummary;
use corong_domain::settings::Settings;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct World {
    pub funnel: Funnel,
    pub settings: Settings,
    pub contact: ContactSummary,
    pub opportunity: Opportunity,
    pub moves: Vec<StageMove>,
    pub answers: Vec<GateAnswer>,
    pub activities: Vec<Activity>,
    pub sale: SaleSummary,
    pub now: DateTime<Utc>,
    ids: u128,
}

pub fn funnel(key: &str) -> Funnel {
    shipped().into_iter().find(|funnel| funnel.key.as_str() == key).unwrap()
}

pub fn answer(state: AnswerState, text: &str) -> Answer {
    Answer { state, text: text.to_owned(), on: None, amount: None, activity_id: None }
}

pub fn credit(state: CreditState) -> CreditFact {
    CreditFact { state, checked_by: "Bank".to_owned(), ..CreditFact::unknown() }
}

pub fn interest(state: InterestState) -> InterestFact {
    InterestFact { state, channel: Some(Channel::InPerson), ..InterestFact::unknown() }
}

impl World {
    /// A captured card of a complete contact, on Wednesday 4 March 2026, 10:00 in Jakarta.
    pub fn new(key: &str) -> Self {
        let funnel = funnel(key);
        let settings = Settings { owner_id: Some(SalespersonId(Uuid::from_u128(7))), ..Settings::default() };
        let now = Utc.with_ymd_and_hms(2026, 3, 4, 3, 0, 0).unwrap();
        let request = CreateRequest {
            move_id: MoveId(Uuid::from_u128(1)),
            opportunity_id: OpportunityId(Uuid::from_u128(2)),
            contact_id: ContactId(Uuid::from_u128(3)),
            source: Some(Source::WalkIn),
            referred_by: None,
            event_id: None,
            owner_id: None,
            estimate: None,
            need: String::new(),
            propose_follow_up: true,
        };
        let Decision::Done(effects) = decide::create(&funnel, &settings, &request, true, settings.owner_id, now) else {
            panic!("a card with a name is captured");
        };
        let mut world = Self {
            funnel,
            settings,
            contact: ContactSummary { has_name: true, has_company: true, has_channel: true, has_note: false },
            opportunity: effects.opportunity.clone(),
            moves: Vec::new(),
            answers: Vec::new(),
            activities: Vec::new(),
            sale: SaleSummary::default(),
            now,
            ids: 1_000,
        };
        world.write(&effects);
        world
    }

    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub fn move_id(&mut self) -> MoveId {
        MoveId(self.id())
    }

    pub fn wait(&mut self, hours: i64) {
        self.now += Duration::hours(hours);
    }

    pub fn gate(&self) -> GateContext<'_> {
        GateContext {
            funnel: &self.funnel,
            opportunity: &self.opportunity,
            contact: self.contact,
            answers: &self.answers,
            activities: &self.activities,
            sale: &self.sale,
            now: self.now,
            settings: &self.settings,
        }
    }

    pub fn context(&self) -> DecideContext<'_> {
        DecideContext { gate: self.gate(), moves: &self.moves, by: self.settings.owner_id }
    }

    pub fn today(&self) -> NaiveDate {
        self.gate().today()
    }

    pub fn stage(&self) -> &str {
        self.opportunity.standing.stage.as_str()
    }

    pub fn report(&self, to: &str) -> GateReport {
        evaluate(&self.gate(), &self.opportunity.standing.stage, &StageKey::from(to))
    }

    /// Carries out a decision.
    pub fn apply(&mut self, decision: &Decision) {
        if let Decision::Done(effects) = decision {
            self.write(effects);
        }
    }

    fn write(&mut self, effects: &Effects) {
        self.opportunity = effects.opportunity.clone();
        self.moves.extend(effects.moves.iter().cloned());
        for answer in &effects.answers {
            self.answers.retain(|known| known.id != answer.id);
            self.answers.push(answer.clone());
        }
        for spec in &effects.create {
            let id = ActivityId(self.id());
            self.activities.push(Activity {
                id,
                contact_id: spec.contact_id,
                opportunity_id: Some(spec.opportunity_id),
                kind: spec.kind,
                preset: Some(spec.preset),
                subject: String::new(),
                result: String::new(),
                inbound: false,
                state: ActivityState::Open,
                due_at: Some(spec.due_at),
                done_at: None,
                owner_id: spec.owner_id,
                created_at: self.now,
            });
        }
        for closing in &effects.close {
            let now = self.now;
            for activity in self.activities.iter_mut().filter(|activity| activity.id == closing.activity_id) {
                activity.state = match closing.because {
                    ClosedBecause::Achieved | ClosedBecause::Returned => ActivityState::Done,
                    ClosedBecause::Disqualified | ClosedBecause::Lost | ClosedBecause::Replaced => {
                        ActivityState::Cancelled
                    }
                };
                activity.done_at = Some(now);
            }
        }
    }

    pub fn activity(&mut self, kind: ActivityKind, state: ActivityState, at: DateTime<Utc>) -> ActivityId {
        let id = ActivityId(self.id());
        let done = state == ActivityState::Done;
        self.activities.push(Activity {
            id,
            contact_id: self.opportunity.contact_id,
            opportunity_id: Some(self.opportunity.id),
            kind,
            preset: None,
            subject: "x".to_owned(),
            result: String::new(),
            inbound: false,
            state,
            due_at: Some(at),
            done_at: done.then_some(at),
            owner_id: None,
            created_at: self.now,
        });
        id
    }

    pub fn ask_move(&self, move_id: MoveId, to: &str, answers: Vec<Given>, reason: &str) -> Decision {
        let request =
            MoveRequest { answers, reason: reason.to_owned(), ..MoveRequest::new(move_id, StageKey::from(to)) };
        decide::move_to(&self.context(), &request)
    }

    /// Moves and writes; gives the decision.
    pub fn go(&mut self, to: &str, answers: Vec<Given>, reason: &str) -> Decision {
        let id = self.move_id();
        let decision = self.ask_move(id, to, answers, reason);
        self.apply(&decision);
        decision
    }

    /// Moves, completing everything that the gate asks for.
    pub fn complete(&mut self, to: &str) -> Decision {
        let request = self.completed_request(to);
        let decision = decide::move_to(&self.context(), &request);
        self.apply(&decision);
        decision
    }

    /// The request of a form that was filled in wholly.
    pub fn completed_request(&mut self, to: &str) -> MoveRequest {
        let report = self.report(to);
        let mut request = MoveRequest::new(self.move_id(), StageKey::from(to));
        for missing in &report.items {
            match missing.item.field {
                Some(ItemField::Credit | ItemField::CreditDetails | ItemField::CreditValid) => {
                    request.facts.credit = Some(credit(CreditState::Accepted));
                }
                Some(ItemField::Interest | ItemField::FirstInteraction) => {
                    request.facts.interest = Some(interest(InterestState::Yes));
                }
                Some(_) | None => {
                    request.answers.push(Given { item: missing.item.key.clone(), answer: self.full(&missing.item) });
                }
            }
        }
        request
    }

    /// An answer that satisfies an item of any kind.
    pub fn full(&self, item: &Item) -> Answer {
        let amount = Some(Money::new(50_000_000, "IDR"));
        match item.kind {
            ItemKind::ActivityDone | ItemKind::Filled | ItemKind::Answered | ItemKind::MustBeYes => {
                answer(AnswerState::Yes, "known")
            }
            ItemKind::Attached | ItemKind::AmountWithin | ItemKind::DateAhead => {
                Answer { on: Some(self.today() + Duration::days(30)), amount, ..answer(AnswerState::Yes, "known") }
            }
        }
    }

    pub fn set_credit(&mut self, fact: CreditFact, reason: &str, reversal: Option<Reversal>) -> Decision {
        let request = CreditRequest {
            move_id: self.move_id(),
            credit: fact,
            answers: Vec::new(),
            reason: reason.to_owned(),
            reversal,
        };
        let decision = decide::set_credit(&self.context(), &request);
        self.apply(&decision);
        decision
    }

    pub fn set_interest(&mut self, fact: InterestFact, reason: &str, reversal: Option<Reversal>) -> Decision {
        let request = InterestRequest {
            move_id: self.move_id(),
            interest: fact,
            answers: Vec::new(),
            reason: reason.to_owned(),
            reversal,
        };
        let decision = decide::set_interest(&self.context(), &request);
        self.apply(&decision);
        decision
    }

    pub fn put(&mut self, item: &str, answer: Answer) -> Decision {
        let request = decide::AnswerRequest {
            move_id: self.move_id(),
            answers: vec![Given { item: ItemKey::from(item), answer }],
        };
        let decision = decide::answer_items(&self.context(), &request);
        self.apply(&decision);
        decision
    }

    pub fn exit(&mut self, lost: bool, reason: Reason, text: &str) -> Decision {
        let request = ExitRequest { move_id: self.move_id(), reason, text: text.to_owned(), competitor: String::new() };
        let context = self.context();
        let decision = if lost { decide::lose(&context, &request) } else { decide::disqualify(&context, &request) };
        self.apply(&decision);
        decision
    }

    pub fn park(&mut self, days: i64) -> Decision {
        let request = ParkRequest {
            move_id: self.move_id(),
            wake_on: self.today() + Duration::days(days),
            reason: Reason::Timing,
            text: String::new(),
        };
        let decision = decide::park(&self.context(), &request);
        self.apply(&decision);
        decision
    }

    pub fn come_back(&mut self) -> Decision {
        let id = self.move_id();
        let decision = decide::return_from_nurture(&self.context(), id);
        self.apply(&decision);
        decision
    }

    pub fn revive(&mut self, void: bool, reason: &str) -> Decision {
        let request = ReviveRequest { move_id: self.move_id(), reason: reason.to_owned() };
        let context = self.context();
        let decision = if void { decide::void(&context, &request) } else { decide::reopen(&context, &request) };
        self.apply(&decision);
        decision
    }

    /// Carries a captured card to a stage through every gate on the way.
    pub fn carried_to(key: &str, stage: &str) -> Self {
        let mut world = Self::new(key);
        while world.stage() != stage {
            let facts = corong_domain::funnel::level::Facts::of(&world.opportunity);
            let next = world.funnel.next_stage(&world.opportunity.standing.stage, facts).unwrap().key.clone();
            let decision = world.complete(next.as_str());
            assert!(matches!(decision, Decision::Done(_)), "{next}: {decision:?}");
        }
        world
    }
}

pub fn done(decision: &Decision) -> &Effects {
    match decision {
        Decision::Done(effects) => effects,
        Decision::AlreadyDone | Decision::Asks(_) | Decision::Refused(_) => panic!("not done: {decision:?}"),
    }
}

pub fn refused(decision: &Decision) -> &Refusal {
    match decision {
        Decision::Refused(refusal) => refusal,
        Decision::Done(_) | Decision::AlreadyDone | Decision::Asks(_) => panic!("not refused: {decision:?}"),
    }
}

pub fn no_facts() -> GivenFacts {
    GivenFacts::default()
}
