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
    let answer = draft(item, value).ok_or_else(|| Trouble::Form {
        given: text.to_owned(),
        wanted: "ITEM=VALUE (opportunity move --help)",
    })?;
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
    let text = words.join(",");
    let text = text.trim();
    match text.to_lowercase().as_str() {
        "yes" | "ya" => draft.state = Some(AnswerState::Yes),
        "no" | "tidak" => draft.state = Some(AnswerState::No),
        "open" => draft.state = Some(AnswerState::Open),
        _ => plain(item, text, &mut draft),
    }
    Some(draft)
}

/// `na:reason`.
fn with_reason(value: &str) -> Option<(AnswerState, &str)> {
    let (state, reason) = value.split_once(':')?;
    state.eq_ignore_ascii_case("na").then(|| (AnswerState::NotApplicable, reason.trim()))
}

/// Puts a bare value where its item looks for it.
fn plain(item: Option<&Item>, text: &str, draft: &mut AnswerDraft) {
    if let Some(item) = item {
        match item.field {
            Some(ItemField::Source) => draft.source = draft.source.or(word(text).ok()),
            Some(ItemField::FirstInteraction) => draft.channel = draft.channel.or(word(text).ok()),
            Some(ItemField::Credit | ItemField::CreditValid) => draft.credit = draft.credit.or(word(text).ok()),
            Some(_) | None => {}
        }
        if draft.source.is_some() || draft.channel.is_some() && word_is_channel(text) {
            return;
        }
        if draft.credit.is_some() && word::<corong_domain::opportunity::CreditState>(text).is_ok() {
            return;
        }
        if item.kind == ItemKind::AmountWithin && draft.amount.is_empty() {
            text.clone_into(&mut draft.amount);
            return;
        }
    }
    if draft.on.is_empty() && text.parse::<chrono::NaiveDate>().is_ok() {
        text.clone_into(&mut draft.on);
        return;
    }
    text.clone_into(&mut draft.text);
}

fn word_is_channel(text: &str) -> bool {
    word::<corong_domain::opportunity::Channel>(text).is_ok()
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
        let credit = read("credit_accepted=conditional,Bank Maju,amount=5");
        assert_eq!(credit.text, "conditional,Bank Maju", "words beside a state need credit=");
        let credit = read("credit_accepted=Bank Maju,credit=conditional,amount=5");
        assert_eq!((credit.credit, credit.text.as_str()), (Some(CreditState::Conditional), "Bank Maju"));
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
