//! Offers, orders and sale credit: golden tables, and what holds for all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::estimate::split::{CreditShare, WHOLE};
use corong_domain::ids::*;
use corong_domain::money::Money;
use corong_domain::sale::ledger::{CreditPosting, EntryKind, SaleCreditEntry, bring_to, sums};
use corong_domain::sale::offer::{Offer, OfferContent, OfferKind, OfferLine, OfferStatus, by_offer};
use corong_domain::sale::order::{OrderContent, OrderEntry, OrderStatus, SaleOrder};
use corong_domain::sale::permission::{OfferPermission, Permission};
use corong_domain::sale::rate::Rate;
use corong_domain::sale::standing::Held;
use corong_domain::sale::terms::{Acceptance, AcceptedHow, Terms, TermsAcceptance, TermsSeal};
use corong_domain::sale::totals::totals;
use corong_domain::sale::volume::{VolumeBy, VolumeFact, VolumeKey, volume};
use corong_domain::sale::{SaleRecords, TermsSeen, summarise};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: &str = "2026-11-25";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_764_000_000 + seconds, 0).unwrap()
}

fn line(quantity: i64, price: i64, discount: u32, tax: u32) -> OfferLine {
    OfferLine {
        product_id: None,
        text: "Mesin".to_owned(),
        detail: String::new(),
        unit: String::new(),
        quantity,
        price,
        discount,
        tax,
    }
}

fn content(lines: Vec<OfferLine>) -> OfferContent {
    OfferContent { currency: "IDR".to_owned(), lines, ..OfferContent::default() }
}

fn offer(number: u128, revision: u32, status: OfferStatus, price: i64) -> Offer {
    let root = OfferId(Uuid::from_u128(number));
    let id = OfferId(Uuid::from_u128(number + u128::from(revision - 1) * 1_000));
    Offer {
        id,
        opportunity_id: OpportunityId(Uuid::from_u128(1)),
        root_id: (id != root).then_some(root),
        follows: (revision > 1).then(|| OfferId(Uuid::from_u128(number + u128::from(revision - 2) * 1_000))),
        kind: OfferKind::Quote,
        number: format!("Q26-AB-{number:04}"),
        revision,
        content: content(vec![line(1_000, price, 0, 0)]),
        standing: Held::new(status, at(0)),
        document: None,
        by: None,
        created_at: at(i64::from(revision)),
    }
}

#[test]
fn an_offer_adds_up_line_by_line() {
    // Five lines with two discounts and one tax rate, in rupiah.
    let lines = [(2, 48_500_000, 500), (2, 9_750_000, 0), (60, 185_000, 0), (1, 3_500_000, 0), (2, 4_200_000, 1_000)]
        .into_iter()
        .map(|(quantity, price, discount)| line(quantity * 1_000, price * 100, discount, 1_100))
        .collect();
    let sum = totals(&content(lines)).unwrap();
    let nets: Vec<i64> = sum.lines.iter().map(|line| line.net / 100).collect();
    assert_eq!(nets, [92_150_000, 19_500_000, 11_100_000, 3_500_000, 7_560_000]);
    assert_eq!(sum.subtotal, 13_950_000_000);
    assert_eq!(sum.discount, 569_000_000);
    assert_eq!(sum.base, 13_381_000_000);
    assert_eq!((sum.tax, sum.taxes.len()), (1_471_910_000, 1));
    assert_eq!(sum.total, 14_852_910_000);
}

#[test]
fn rounding_happens_once_and_away_from_zero() {
    // quantity in thousandths, price, line discount, tax, whole discount -> discount, tax, total
    let golden = [
        ((1_000, 10_005, 0, 1_000, 0), (0, 1_001, 11_006)),
        ((1_000, 10_004, 0, 1_000, 0), (0, 1_000, 11_004)),
        ((333, 100, 0, 0, 0), (0, 0, 33)),
        ((335, 100, 0, 0, 0), (0, 0, 34)),
        ((1_500, 333, 0, 1_100, 0), (0, 55, 555)),
        ((1_000, 999, 3_333, 1_100, 0), (333, 73, 739)),
        ((1_000, 1_000, 0, 1_100, 1_000), (100, 99, 999)),
        ((1_000, 1_000, 10_000, 1_100, 5_000), (1_000, 0, 0)),
    ];
    for ((quantity, price, discount, tax, whole), expected) in golden {
        let mut offer = content(vec![line(quantity, price, discount, tax)]);
        offer.discount = whole;
        let sum = totals(&offer).unwrap();
        assert_eq!((sum.discount, sum.tax, sum.total), expected, "{quantity} {price} {discount} {tax} {whole}");
    }
}

#[test]
fn each_tax_rate_has_its_own_base_after_the_whole_discount() {
    let mut offer = content(vec![line(1_000, 100, 0, 1_100), line(1_000, 100, 0, 0), line(1_000, 100, 0, 500)]);
    offer.discount = 1_000;
    let sum = totals(&offer).unwrap();
    assert_eq!((sum.subtotal, sum.discount, sum.base), (300, 30, 270));
    let taxes: Vec<_> = sum.taxes.iter().map(|tax| (tax.tax, tax.base, tax.amount)).collect();
    assert_eq!(taxes, [(1_100, 90, 10), (500, 90, 5)]);
    assert_eq!(sum.total, 285);
}

#[test]
fn an_offer_beyond_what_an_amount_holds_has_no_total() {
    let big = content(vec![line(1_000_000_000, 9_100_000_000, 0, 0)]);
    assert_eq!(totals(&big), None);
    assert_eq!(totals(&content(Vec::new())).unwrap().total, 0);
}

#[test]
fn the_allowed_steps_of_an_offer() {
    use OfferStatus::{Accepted, Draft, Expired, Rejected, Sent, Withdrawn};
    let all = [Draft, Sent, Accepted, Rejected, Withdrawn, Expired];
    let allowed = [
        (Draft, Sent),
        (Draft, Withdrawn),
        (Sent, Accepted),
        (Sent, Rejected),
        (Sent, Withdrawn),
        (Expired, Rejected),
        (Expired, Withdrawn),
        (Accepted, Withdrawn),
    ];
    for from in all {
        for to in all {
            assert_eq!(from.may_become(to), allowed.contains(&(from, to)), "{from:?} to {to:?}");
        }
    }
    let mut out = offer(1, 1, Sent, 100);
    out.content.valid_until = Some(day("2026-11-24"));
    assert_eq!(out.status_on(day(TODAY)), Expired);
    assert_eq!(out.status_on(day("2026-11-24")), Sent, "the last day still counts");
}

#[test]
fn the_amount_follows_the_revision_in_force_of_each_offer() {
    use OfferStatus::{Accepted, Draft, Rejected, Sent, Withdrawn};
    let amount = |offers: &[Offer]| {
        let records = SaleRecords { offers, ..SaleRecords::default() };
        summarise(&records, "IDR", day(TODAY)).amount.map(|amount| amount.minor)
    };
    assert_eq!(amount(&[]), None);
    assert_eq!(amount(&[offer(1, 1, Sent, 100), offer(2, 1, Draft, 30)]), Some(130));
    assert_eq!(amount(&[offer(1, 1, Sent, 100), offer(1, 2, Draft, 80)]), Some(80), "the latest revision");
    assert_eq!(amount(&[offer(1, 1, Accepted, 100), offer(1, 2, Draft, 80)]), Some(100), "the accepted one");
    assert_eq!(amount(&[offer(1, 1, Sent, 100), offer(1, 2, Withdrawn, 80)]), Some(100), "a draft thrown away");
    assert_eq!(amount(&[offer(1, 1, Withdrawn, 100), offer(1, 2, Rejected, 80)]), None);
    assert_eq!(amount(&[offer(1, 1, Withdrawn, 100)]), None);
}

#[test]
fn several_currencies_are_added_by_stored_rates() {
    let mut dollars = offer(2, 1, OfferStatus::Sent, 10_000);
    dollars.content.currency = "USD".to_owned();
    let alone = [dollars.clone()];
    let sum = |offers: &[Offer], rates: &[Rate]| {
        summarise(&SaleRecords { offers, rates, ..SaleRecords::default() }, "IDR", day(TODAY)).amount.unwrap()
    };
    assert_eq!(sum(&alone, &[]), Money::new(10_000, "USD"), "one currency needs no rate");
    let rates = [Rate::parse("USD", "IDR", "16000", day("2026-11-01")).unwrap()];
    let both = [offer(1, 1, OfferStatus::Sent, 500), dollars.clone()];
    assert_eq!(sum(&both, &rates), Money::new(160_000_500, "IDR"));
    dollars.content.rate = Rate::parse("USD", "IDR", "15000", day("2026-10-01"));
    let stored = [offer(1, 1, OfferStatus::Sent, 500), dollars];
    assert_eq!(sum(&stored, &rates), Money::new(150_000_500, "IDR"), "the offer's own rate goes first");
}

#[test]
fn two_revisions_of_one_are_both_kept_and_seen() {
    let first = offer(1, 1, OfferStatus::Withdrawn, 100);
    let mine = offer(1, 2, OfferStatus::Sent, 80);
    let mut theirs = Offer { id: OfferId(Uuid::from_u128(77)), ..mine.clone() };
    theirs.created_at = at(9);
    let offers = [first.clone(), mine.clone(), theirs.clone()];
    let found = by_offer(&offers);
    assert_eq!((found.len(), found[0].all.len(), found[0].has_rivals()), (1, 3, true));
    assert_eq!(found[0].in_force().unwrap().id, theirs.id);
    let settled = [first, mine, Offer { standing: Held::new(OfferStatus::Withdrawn, at(10)), ..theirs }];
    assert!(!by_offer(&settled)[0].has_rivals(), "a person picked one");
}

fn acceptance(hash: &str, seconds: i64) -> TermsAcceptance {
    TermsAcceptance {
        id: AcceptanceId(Uuid::from_u128(seconds as u128)),
        opportunity_id: OpportunityId(Uuid::from_u128(1)),
        acceptance: Acceptance {
            terms: TermsSeal { version: "2026-1".to_owned(), hash: hash.to_owned() },
            by: "Siti".to_owned(),
            how: AcceptedHow::Signature,
            on: Some(day(TODAY)),
            evidence: None,
        },
        at: at(seconds),
        entered_by: None,
    }
}

fn terms(hash: &str, seconds: i64) -> Terms {
    let id = Terms::id_of("2026-1", hash);
    Terms { id, version: "2026-1".to_owned(), text: hash.to_owned(), hash: hash.to_owned(), created_at: at(seconds) }
}

#[test]
fn changed_terms_void_an_acceptance() {
    let accepted = [acceptance("aaaa", 10)];
    let seen = |terms: &[Terms], offers: &[Offer], acceptances: &[TermsAcceptance]| {
        summarise(&SaleRecords { terms, offers, acceptances, ..SaleRecords::default() }, "IDR", day(TODAY)).terms
    };
    let is_accepted = |seen: TermsSeen| matches!(seen, TermsSeen::Accepted { .. });
    assert_eq!(seen(&[terms("aaaa", 1)], &[], &[]), TermsSeen::None);
    assert!(is_accepted(seen(&[terms("aaaa", 1)], &[], &accepted)));
    let changed = [terms("aaaa", 1), terms("bbbb", 20)];
    assert_eq!(seen(&changed, &[], &accepted), TermsSeen::Void { version: "2026-1".to_owned() });
    let again = [acceptance("aaaa", 10), acceptance("bbbb", 30)];
    assert!(is_accepted(seen(&changed, &[], &again)));
    let mut offer = offer(1, 1, OfferStatus::Sent, 100);
    offer.content.terms = Some(TermsSeal { version: "2026-1".to_owned(), hash: "aaaa".to_owned() });
    assert!(is_accepted(seen(&changed, std::slice::from_ref(&offer), &accepted)), "the offer stands on its own text");
    offer.content.terms = Some(TermsSeal { version: "2026-2".to_owned(), hash: "cccc".to_owned() });
    assert!(!is_accepted(seen(&changed, &[offer], &again)), "a revision with other terms asks again");
}

#[test]
fn a_permission_runs_out() {
    let permissions = [OfferPermission {
        id: PermissionId(Uuid::from_u128(1)),
        opportunity_id: OpportunityId(Uuid::from_u128(1)),
        permission: Permission { by: "Siti".to_owned(), until: Some(day(TODAY)), ..Permission::default() },
        at: at(0),
        entered_by: None,
    }];
    let records = SaleRecords { permissions: &permissions, ..SaleRecords::default() };
    assert!(!summarise(&records, "IDR", day(TODAY)).permission.unwrap().over);
    assert!(summarise(&records, "IDR", day("2026-11-26")).permission.unwrap().over);
}

#[test]
fn what_is_cancelled_in_part_leaves_a_rest() {
    let mut order = SaleOrder {
        id: OrderId(Uuid::from_u128(1)),
        opportunity_id: OpportunityId(Uuid::from_u128(1)),
        offer_id: None,
        number: "O26-AB-0001".to_owned(),
        content: OrderContent { amount: Some(Money::new(1_000, "IDR")), ..OrderContent::default() },
        standing: Held::new(OrderStatus::Confirmed, at(0)),
        by: None,
        created_at: at(0),
    };
    let entry = |minor: i64, order: u128| OrderEntry {
        id: OrderEntryId(Uuid::from_u128(9)),
        order_id: OrderId(Uuid::from_u128(order)),
        amount: Some(Money::new(minor, "IDR")),
        reason: String::new(),
        at: at(1),
        by: None,
    };
    assert_eq!(order.rest(&[entry(-300, 1), entry(-500, 2)]), Some(Money::new(700, "IDR")));
    let orders = [order.clone()];
    let records = SaleRecords { orders: &orders, ..SaleRecords::default() };
    assert!(summarise(&records, "IDR", day(TODAY)).order.unwrap().confirmed);
    order.standing.status = OrderStatus::Cancelled;
    assert_eq!(order.rest(&[]), Some(Money::new(0, "IDR")));
    let orders = [order];
    let records = SaleRecords { orders: &orders, ..SaleRecords::default() };
    assert_eq!(summarise(&records, "IDR", day(TODAY)).order, None);
}

fn who(number: u128) -> SalespersonId {
    SalespersonId(Uuid::from_u128(number))
}

fn shares(points: &[u32]) -> Vec<CreditShare> {
    let numbered = (1_u128..).zip(points);
    numbered.map(|(number, points)| CreditShare { salesperson_id: who(number), basis_points: *points }).collect()
}

/// Posts to a ledger what brings it to a target.
fn post(ledger: &mut Vec<SaleCreditEntry>, rest: &Money, shares: &[CreditShare], kind: EntryKind) {
    let posted = bring_to(&ledger.iter().collect::<Vec<_>>(), rest, shares).unwrap();
    for one in posted {
        ledger.push(SaleCreditEntry {
            id: CreditEntryId(Uuid::from_u128(ledger.len() as u128)),
            opportunity_id: OpportunityId(Uuid::from_u128(1)),
            order_id: OrderId(Uuid::from_u128(1)),
            salesperson_id: one.salesperson_id,
            posting: Some(CreditPosting {
                kind,
                basis_points: one.basis_points,
                amount: one.amount,
                reason: String::new(),
            }),
            at: at(0),
            by: None,
        });
    }
}

fn has(ledger: &[SaleCreditEntry], number: u128) -> i64 {
    sums(ledger).get(&(who(number), "IDR".to_owned())).copied().unwrap_or(0)
}

#[test]
fn three_times_a_third_adds_up_through_every_change() {
    let mut ledger = Vec::new();
    let thirds = shares(&[3_334, 3_333, 3_333]);
    post(&mut ledger, &Money::new(100, "IDR"), &thirds, EntryKind::Frozen);
    assert_eq!([has(&ledger, 1), has(&ledger, 2), has(&ledger, 3)], [34, 33, 33]);
    post(&mut ledger, &Money::new(70, "IDR"), &thirds, EntryKind::Reduced);
    assert_eq!([has(&ledger, 1), has(&ledger, 2), has(&ledger, 3)], [24, 23, 23]);
    post(&mut ledger, &Money::new(70, "IDR"), &shares(&[5_000, 5_000]), EntryKind::Corrected);
    assert_eq!([has(&ledger, 1), has(&ledger, 2), has(&ledger, 3)], [35, 35, 0]);
    let before = ledger.len();
    post(&mut ledger, &Money::new(70, "IDR"), &shares(&[5_000, 5_000]), EntryKind::Corrected);
    assert_eq!(ledger.len(), before, "nothing to post");
    post(&mut ledger, &Money::new(0, "IDR"), &[], EntryKind::Reversed);
    assert!(sums(&ledger).values().all(|minor| *minor == 0));
    let points: i32 = ledger.iter().filter_map(|entry| entry.posting.as_ref()).map(|one| one.basis_points).sum();
    assert_eq!(points, 0);
}

#[test]
fn volume_is_added_up_by_what_is_asked() {
    let fact = |number: u128, on: &str, minor: i64| VolumeFact {
        salesperson_id: who(number),
        event_id: None,
        source: None,
        on: day(on),
        amount: Money::new(minor, "IDR"),
    };
    let facts =
        [fact(1, "2026-10-31", 100), fact(1, "2026-11-01", 60), fact(2, "2026-11-30", 40), fact(1, "2026-11-30", -60)];
    let (from, until) = (day("2026-11-01"), day("2026-11-30"));
    let by = |by| volume(&facts, by, from, until);
    assert_eq!(
        by(VolumeBy::Salesperson),
        [
            (VolumeKey::Salesperson(who(1)), Money::new(0, "IDR")),
            (VolumeKey::Salesperson(who(2)), Money::new(40, "IDR"))
        ]
    );
    assert_eq!(by(VolumeBy::Event), [(VolumeKey::Event(None), Money::new(40, "IDR"))]);
    let months = volume(&facts, VolumeBy::Month, day("2026-01-01"), until);
    assert_eq!(months[0], (VolumeKey::Month("2026-10".to_owned()), Money::new(100, "IDR")));
}

fn parts() -> impl Strategy<Value = Vec<CreditShare>> {
    prop::collection::vec(1_u32..2_000, 1..6).prop_map(|mut points| {
        let rest = WHOLE.saturating_sub(points.iter().skip(1).sum());
        points[0] = rest;
        shares(&points)
    })
}

proptest! {
    #[test]
    fn the_parts_of_an_offer_always_add_up(
        lines in prop::collection::vec((1_i64..100_000, 0_i64..5_000_000_000, 0_u32..=10_000, 0_u32..=10_000), 0..12),
        whole in 0_u32..=10_000,
    ) {
        let mut offer = content(lines.into_iter().map(|(q, p, d, t)| line(q, p, d, t)).collect());
        offer.discount = whole;
        let sum = totals(&offer).unwrap();
        prop_assert_eq!(sum.subtotal - sum.discount, sum.base);
        prop_assert_eq!(sum.base + sum.tax, sum.total);
        prop_assert_eq!(sum.lines.iter().map(|line| line.gross).sum::<i64>(), sum.subtotal);
        prop_assert_eq!(sum.taxes.iter().map(|tax| tax.amount).sum::<i64>(), sum.tax);
        let untaxed = offer.lines.iter().all(|line| line.tax > 0);
        let bases: i64 = sum.taxes.iter().map(|tax| tax.base).sum();
        prop_assert!(bases <= sum.base && (!untaxed || bases == sum.base));
        prop_assert!(sum.base >= 0 && sum.tax >= 0 && sum.discount >= 0);
    }

    #[test]
    fn the_ledger_of_an_order_always_adds_up(
        steps in prop::collection::vec((-1_000_000_i64..1_000_000, parts()), 1..8),
    ) {
        let mut ledger = Vec::new();
        for (minor, shares) in steps {
            post(&mut ledger, &Money::new(minor, "IDR"), &shares, EntryKind::Corrected);
            prop_assert_eq!(sums(&ledger).values().sum::<i64>(), minor);
            let points: i32 = ledger.iter().filter_map(|e| e.posting.as_ref()).map(|p| p.basis_points).sum();
            prop_assert_eq!(points, 10_000);
        }
    }
}
