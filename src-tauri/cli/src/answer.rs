//! `ITEM=VALUE` as typed on the command line, read with the funnel at hand: the same text is an amount for one item and
//! words for another.

use corong_book::views::{AnswerDraft, ItemAnswer};
use corong_domain::funnel::{Funnel, Item, ItemField, ItemKind};
use corong_domain::ids::ItemKey;
use corong_domain::opportunity::{AnswerState, Waived};

use crate::args::word;
use crate::trouble::Trouble;

/// Reads an answer.
pub fn answer(funnel: &Funnel, text: &str) -> Result<ItemAnswer, Trouble> {
    let (key, value) = split(text, "ITEM=VALUE")?;
    let key = ItemKey::from(key);
    let item = funnel.item(&key).map(|found| found.item);
    let answer = draft(item, value)
        .ok_or_else(|| Trouble::Form { given: text.to_owned(), wanted: "ITEM=VALUE (opportunity move --help)" })?;
    Ok(ItemAnswer { item: key, answer })
}

/// Reads a waiver.
pub fn waiver(text: &str) -> Result<Waived, Trouble> {
    let (item, reason) = split(text, "ITEM=REASON")?;
    Ok(Waived { item: ItemKey::from(item), reason: reason.to_owned() })
}

/// Splits at the first `=`.
pub fn split<'t>(text: &'t str, wanted: &'static str) -> Result<(&'t str, &'t str), Trouble> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => Ok((key.trim(), value.trim())),
        Some(_) | None => Err(Trouble::Form { given: text.to_owned(), wanted }),
    }
}

/// `None` where a part with a known name has a value that cannot be.
fn draft(item: Option<&Item>, value: &str) -> Option<AnswerDraft> {
    let mut draft = AnswerDraft::default();
    if let Some((state, reason)) = with_reason(value) {
        draft.state = Some(state);
        reason.clone_into(&mut draft.text);
        return Some(draft);
    }
    let mut words: Vec<&str> = Vec::new();
    for part in value.split(',') {
        match part.trim().split_once('=') {
            Some(("on", day)) => day.clone_into(&mut draft.on),
            Some(("amount", amount)) => amount.clone_into(&mut draft.amount),
            Some(("credit", state)) => draft.credit = Some(word(state).ok()?),
            Some(("channel", channel)) => draft.channel = Some(word(channel).ok()?),
            Some(("source", source)) => draft.source = Some(word(source).ok()?),
            // Words may hold commas and equal signs.
            Some(_) | None => words.push(part),
        }
    }
    let head = words.first().map_or("", |first| first.trim());
    let rest = words.get(1..).unwrap_or_default().join(",");
    let state = match head.to_lowercase().as_str() {
        "yes" | "ya" => Some(AnswerState::Yes),
        "no" | "tidak" => Some(AnswerState::No),
        "open" => Some(AnswerState::Open),
        _ => None,
    };
    if state.is_some() {
        draft.state = state;
        rest.trim().clone_into(&mut draft.text);
    } else if is_word_of(item, head, &mut draft) {
        rest.trim().clone_into(&mut draft.text);
    } else {
        plain(item, words.join(",").trim(), &mut draft);
    }
    Some(draft)
}

/// Whether a part is one of the words that its item is answered with: a source, a channel, a credit state.
fn is_word_of(item: Option<&Item>, head: &str, draft: &mut AnswerDraft) -> bool {
    match item.and_then(|item| item.field) {
        Some(ItemField::Source) => set(&mut draft.source, head),
        Some(ItemField::FirstInteraction | ItemField::Interest) => set(&mut draft.channel, head),
        Some(ItemField::Credit | ItemField::CreditValid) => set(&mut draft.credit, head),
        Some(_) | None => false,
    }
}

fn set<T: serde::de::DeserializeOwned>(field: &mut Option<T>, text: &str) -> bool {
    match word(text) {
        Ok(value) if field.is_none() => {
            *field = Some(value);
            true
        }
        Ok(_) | Err(_) => false,
    }
}

/// `na:reason`.
fn with_reason(value: &str) -> Option<(AnswerState, &str)> {
    let (state, reason) = value.split_once(':')?;
    state.eq_ignore_ascii_case("na").then(|| (AnswerState::NotApplicable, reason.trim()))
}

/// Puts a bare value where its item looks for it: as an amount, a day, or words.
fn plain(item: Option<&Item>, text: &str, draft: &mut AnswerDraft) {
    if draft.amount.is_empty() && item.is_some_and(|item| item.kind == ItemKind::AmountWithin) {
        text.clone_into(&mut draft.amount);
    } else if draft.on.is_empty() && text.parse::<chrono::NaiveDate>().is_ok() {
        text.clone_into(&mut draft.on);
    } else {
        text.clone_into(&mut draft.text);
    }
}

#[cfg(test)]
mod tests {
    use corong_domain::funnel::shipped;
    use corong_domain::opportunity::{Channel, CreditState, Source};

    use super::*;

    fn read(text: &str) -> AnswerDraft {
        answer(&shipped()[0], text).unwrap().answer
    }

    #[test]
    fn values_go_where_their_items_look() {
        assert_eq!(read("g1_duplicate=yes").state, Some(AnswerState::Yes));
        assert_eq!(read("g6_budget=no").state, Some(AnswerState::No));
        let na = read("g8_demonstration=na: sample sent, twice");
        assert_eq!((na.state, na.text.as_str()), (Some(AnswerState::NotApplicable), "sample sent, twice"));
        assert_eq!(read("g6_need=Less waste, a=b").text, "Less waste, a=b");
        assert_eq!(read("g9_valid_until=2026-12-31").on, "2026-12-31");
        assert_eq!(read("g9_amount=1250000").amount, "1250000");
        assert_eq!(read("g1_source=phone-book").source, Some(Source::PhoneBook));
        assert_eq!(read("g1_channel=081234567890").text, "081234567890");
        let first = read("interest_first=phone,on=2026-11-20");
        assert_eq!((first.channel, first.on.as_str()), (Some(Channel::Phone), "2026-11-20"));
        for text in ["credit_accepted=conditional,Bank Maju", "credit_accepted=Bank Maju,credit=conditional"] {
            let credit = read(text);
            assert_eq!((credit.credit, credit.text.as_str()), (Some(CreditState::Conditional), "Bank Maju"), "{text}");
        }
        let permission = read("g8_permission=yes, Siti, the owner,on=2026-11-20");
        assert_eq!((permission.state, permission.text.as_str()), (Some(AnswerState::Yes), "Siti, the owner"));
        assert_eq!(permission.on, "2026-11-20");
        assert_eq!(read("g6_decision_maker=Yesmin").text, "Yesmin");
        let order = read("g11_order=PO-77,on=2026-11-20,amount=1250000");
        assert_eq!((order.text.as_str(), order.on.as_str()), ("PO-77", "2026-11-20"));
        assert_eq!(order.amount, "1250000");
    }

    #[test]
    fn what_is_no_answer_is_said() {
        for text in ["g6_need", "=yes", "g6_need=", "g6_need=x,channel=pigeon"] {
            assert!(answer(&shipped()[0], text).is_err(), "{text}");
        }
    }
}
