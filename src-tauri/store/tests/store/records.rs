//! Every record comes back as it was put, from the book that wrote it and from one that received it.

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::activity::{Activity, ActivityKind, ActivityState, Preset};
use corong_domain::company::Company;
use corong_domain::contact::*;
use corong_domain::event::Event;
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::money::Money;
use corong_domain::opportunity::*;
use corong_domain::salesperson::Salesperson;
use corong_store::{Error, FunnelRow, Record, Store};
use proptest::prelude::*;
use uuid::Uuid;

use crate::samples::{assert_sound, copy, meta, read};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-zA-Z é\"\\\\\n]{1,12}", any::<String>()]
}
fn uuid() -> impl Strategy<Value = Uuid> {
    (1..u128::MAX).prop_map(Uuid::from_u128)
}
fn time() -> impl Strategy<Value = DateTime<Utc>> {
    (-10_000_000_000_000_i64..10_000_000_000_000).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap())
}
fn day() -> impl Strategy<Value = NaiveDate> {
    (0_i32..90_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(700_000 + days).unwrap())
}
fn money() -> impl Strategy<Value = Money> {
    (any::<i64>(), text()).prop_map(|(minor, currency)| Money { minor, currency })
}
fn pick<T: Clone + std::fmt::Debug + 'static>(values: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(values.to_vec())
}
fn maybe<S: Strategy>(inner: S) -> impl Strategy<Value = Option<S::Value>> {
    prop::option::of(inner)
}

prop_compose! {
    fn contacts()(
        id in uuid(), texts in prop::collection::vec(text(), 9), company in maybe(uuid()), merged in maybe(uuid()),
        temperature in maybe(pick(&[Temperature::Hot, Temperature::Warm, Temperature::Cold])),
        to_type in any::<bool>(), created_at in time(),
    ) -> Contact {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        Contact {
            id: ContactId(id), name: next(), titles_before: next(), titles_after: next(), given_name: next(),
            family_name: next(), job_title: next(), department: next(), company_id: company.map(CompanyId),
            note: next(), temperature, language: next(), to_type, merged_into: merged.map(ContactId), created_at,
        }
    }
}
prop_compose! {
    fn standings()(
        status in pick(&[Status::Open, Status::Nurture, Status::Disqualified, Status::Lost, Status::Won]),
        stage in text(), rank in any::<u32>(), since in time(), same in any::<bool>(), status_since in time(),
        reason in maybe(pick(&[Reason::NoInterest, Reason::Other])), reason_text in text(), competitor in text(),
        wake_on in maybe(day()), paused_days in any::<u32>(),
    ) -> Standing {
        Standing {
            status, stage: StageKey(stage), rank, since, status_since: if same { since } else { status_since }, reason,
            reason_text, competitor, wake_on, paused_days,
        }
    }
}
prop_compose! {
    fn credits()(
        state in pick(&[CreditState::Unknown, CreditState::Requested, CreditState::Conditional, CreditState::NotRequired]),
        at in maybe(time()), by in maybe(uuid()), checked_by in text(), valid_until in maybe(day()),
        limit in maybe(money()), note in text(),
    ) -> CreditFact {
        CreditFact { state, at, by: by.map(SalespersonId), checked_by, valid_until, limit, note }
    }
}
prop_compose! {
    fn interests()(
        state in pick(&[InterestState::Unknown, InterestState::Yes, InterestState::NotNow]), at in maybe(time()),
        by in maybe(uuid()), first_on in maybe(day()), channel in maybe(pick(&[Channel::InPerson, Channel::Video])),
        note in text(),
    ) -> InterestFact {
        InterestFact { state, at, by: by.map(SalespersonId), first_on, channel, note }
    }
}
prop_compose! {
    fn opportunities()(
        id in uuid(), contact in uuid(), funnel in text(), standing in standings(), credit in credits(),
        interest in interests(), estimate in maybe(money()), need in text(),
        source in maybe(pick(&[Source::Event, Source::PhoneBook])), links in prop::collection::vec(maybe(uuid()), 3),
        days in maybe(day()), numbers in (any::<u32>(), any::<u32>()), created_at in time(),
    ) -> Opportunity {
        Opportunity {
            id: OpportunityId(id), contact_id: ContactId(contact), funnel: FunnelKey(funnel), standing, credit, interest,
            estimate, need, source, referred_by: links[0].map(ContactId), event_id: links[1].map(EventId),
            owner_id: links[2].map(SalespersonId), expected_on: days, attempt: numbers.0, high_water: numbers.1,
            created_at,
        }
    }
}
prop_compose! {
    fn activities()(
        id in uuid(), contact in uuid(), opportunity in maybe(uuid()),
        kind in pick(&[ActivityKind::Call, ActivityKind::Task, ActivityKind::Note]),
        preset in maybe(pick(&[Preset::FollowUp, Preset::WakeUp])), subject in text(), result in text(),
        inbound in any::<bool>(), state in pick(&[ActivityState::Open, ActivityState::Done, ActivityState::Cancelled]),
        due_at in maybe(time()), done_at in maybe(time()), owner in maybe(uuid()), created_at in time(),
    ) -> Activity {
        Activity {
            id: ActivityId(id), contact_id: ContactId(contact), opportunity_id: opportunity.map(OpportunityId), kind,
            preset, subject, result, inbound, state, due_at, done_at, owner_id: owner.map(SalespersonId), created_at,
        }
    }
}
prop_compose! {
    fn moves()(
        reason_code in maybe(pick(&[Reason::Price, Reason::Junk])),
        id in uuid(), opportunity in uuid(), transition in pick(&[Transition::Create, Transition::Forward, Transition::Rehouse]),
        from_stage in maybe(text()), to_stage in text(), from_status in maybe(pick(&[Status::Open, Status::Won])),
        to_status in pick(&[Status::Open, Status::Lost]), at in time(), by in maybe(uuid()), reason in text(),
        waived in prop::collection::vec((text(), text()), 0..3),
    ) -> StageMove {
        StageMove {
            id: MoveId(id), opportunity_id: OpportunityId(opportunity), transition, from_stage: from_stage.map(StageKey),
            to_stage: StageKey(to_stage), from_status, to_status, at, by: by.map(SalespersonId), reason, reason_code,
            waived: waived.into_iter().map(|(item, reason)| Waived { item: ItemKey(item), reason }).collect(),
        }
    }
}
prop_compose! {
    fn answers()(
        id in uuid(), opportunity in uuid(), item in text(),
        state in pick(&[AnswerState::Yes, AnswerState::NotApplicable, AnswerState::Open]), text in text(),
        on in maybe(day()), amount in maybe(money()), activity in maybe(uuid()), at in time(), by in maybe(uuid()),
    ) -> GateAnswer {
        GateAnswer {
            id: AnswerId(id), opportunity_id: OpportunityId(opportunity), item: ItemKey(item),
            answer: Answer { state, text, on, amount, activity_id: activity.map(ActivityId) }, at,
            by: by.map(SalespersonId),
        }
    }
}
prop_compose! {
    fn children()(
        id in uuid(), contact in uuid(), texts in prop::collection::vec(text(), 7), position in any::<u32>(),
        kind in pick(&[PhoneKind::Mobile, PhoneKind::Work, PhoneKind::Fax]),
    ) -> (Phone, Email, Link, Address, Tag) {
        let contact_id = ContactId(contact);
        let t = |n: usize| texts[n].clone();
        (
            Phone { id: PhoneId(id), contact_id, kind, e164: t(0), raw: t(1), extension: t(2), position },
            Email { id: EmailId(id), contact_id, address: t(0), label: t(1), position },
            Link { id: LinkId(id), contact_id, url: t(0), label: t(1), position },
            Address {
                id: AddressId(id), contact_id, text: t(0), street: t(1), city: t(2), region: t(3), postcode: t(4),
                country: t(5), label: t(6), position,
            },
            Tag { id: TagId(id), contact_id, tag: t(0) },
        )
    }
}
prop_compose! {
    fn others()(
        id in uuid(), texts in prop::collection::vec(text(), 5), created_at in time(), days in (maybe(day()), maybe(day())),
        cost in maybe(money()),
    ) -> (Company, Event, Salesperson, FunnelRow) {
        let t = |n: usize| texts[n].clone();
        (
            Company { id: CompanyId(id), name: t(0), domain: t(1), sector: t(2), note: t(3), created_at },
            Event {
                id: EventId(id), name: t(0), starts_on: days.0, ends_on: days.1, place: t(1), country: t(2), cost,
                created_at,
            },
            Salesperson { id: SalespersonId(id), name: t(0), prefix: t(1), email: t(2), phone: t(3), created_at },
            FunnelRow { id: FunnelId(id), key: FunnelKey(t(0)), body: t(4) },
        )
    }
}

/// Puts `first`, then `second` over it, and looks at both books after each.
fn there_and_back<R: Record + PartialEq + std::fmt::Debug>(first: &R, second: &R) -> Result<(), TestCaseError> {
    let (mine, yours) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    for (record, millis) in [(first, 0), (second, 1)] {
        let id = record.id();
        let written = mine.write::<_, Error>(meta(Act::ContactEdited, millis), |tx| {
            let changed = tx.put(record)?;
            assert_eq!(tx.get::<R>(id)?.as_ref(), Some(record), "inside the write");
            Ok(changed)
        });
        let written = written.unwrap();
        prop_assert_eq!(written.value, written.change.is_some());
        copy(&mine, &yours);
        for book in [&mine, &yours] {
            let found = read(book, |r| r.get::<R>(id));
            prop_assert_eq!(found.as_ref(), Some(record));
        }
        let again = mine.write::<_, Error>(meta(Act::ContactEdited, 2), |tx| tx.put(record)).unwrap();
        prop_assert_eq!(again.change, None, "putting the same is no change");
    }
    prop_assert_eq!(read(&mine, |r| r.state_hashes()), read(&yours, |r| r.state_hashes()));
    assert_sound(&yours);
    Ok(())
}

fn same<R, I>(id: I, mut record: R, set: impl Fn(&mut R, I)) -> R {
    set(&mut record, id);
    record
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn contacts_come_back(a in contacts(), b in contacts()) {
        there_and_back(&a, &same(a.id, b, |r, id| r.id = id))?;
    }
    #[test]
    fn opportunities_come_back(a in opportunities(), b in opportunities()) {
        there_and_back(&a, &same(a.id, b, |r, id| r.id = id))?;
    }
    #[test]
    fn activities_come_back(a in activities(), b in activities()) {
        there_and_back(&a, &same(a.id, b, |r, id| r.id = id))?;
    }
    #[test]
    fn moves_come_back(a in moves(), b in moves()) {
        there_and_back(&a, &same(a.id, b, |r, id| r.id = id))?;
    }
    #[test]
    fn answers_come_back(a in answers(), b in answers()) {
        there_and_back(&a, &same(a.id, b, |r, id| r.id = id))?;
    }
    #[test]
    fn what_hangs_on_contacts_comes_back(a in children(), b in children()) {
        there_and_back(&a.0, &same(a.0.id, b.0, |r, id| r.id = id))?;
        there_and_back(&a.1, &same(a.1.id, b.1, |r, id| r.id = id))?;
        there_and_back(&a.2, &same(a.2.id, b.2, |r, id| r.id = id))?;
        there_and_back(&a.3, &same(a.3.id, b.3, |r, id| r.id = id))?;
        there_and_back(&a.4, &same(a.4.id, b.4, |r, id| r.id = id))?;
    }
    #[test]
    fn companies_events_salespeople_and_funnels_come_back(a in others(), b in others()) {
        there_and_back(&a.0, &same(a.0.id, b.0, |r, id| r.id = id))?;
        there_and_back(&a.1, &same(a.1.id, b.1, |r, id| r.id = id))?;
        there_and_back(&a.2, &same(a.2.id, b.2, |r, id| r.id = id))?;
        there_and_back(&a.3, &same(a.3.id, b.3, |r, id| r.id = id))?;
    }
}

#[test]
fn a_shipped_funnel_changed_is_kept_whole() {
    let store = Store::in_memory().unwrap();
    let mut funnel = corong_domain::funnel::shipped().into_iter().next().unwrap();
    funnel.may_skip = !funnel.may_skip;
    store.write::<_, Error>(meta(Act::FunnelEdited, 0), |tx| tx.put_funnel(&funnel)).unwrap();
    assert_eq!(read(&store, |r| r.funnel(&funnel.key)), Some(funnel.clone()));
    assert_eq!(read(&store, |r| r.funnels()), [funnel.clone()]);
    store.write::<_, Error>(meta(Act::FunnelEdited, 1), |tx| tx.delete_funnel(&funnel.key)).unwrap();
    assert_eq!(read(&store, |r| r.funnels()), []);
}
