//! What was found in a card to a draft that can be saved: a name in every case, fields within their limits, and what has
//! no field at the end of the note.
//!
//! Deliberately absent: checks against contacts that exist already.

use corong_domain::contact::{ContactDraft, LabelledDraft, MAX_LINE, MAX_NOTE, MAX_ROWS, is_email};

use super::draft::{Found, Ranked};
use super::names::{one_line, without_titles};
use super::read::{ReadCard, Warning};

/// The card, or `None` where nothing in it identifies anybody.
pub(crate) fn finish(mut found: Found) -> Option<ReadCard> {
    let mut draft = ContactDraft::default();
    take_name(&mut found, &mut draft);
    take_work(&mut found, &mut draft);
    take_reach(&mut found, &mut draft);
    draft.tags = unique(std::mem::take(&mut found.tags));
    draft.temperature = found.temperature;
    found.languages.sort_by_key(|language| language.preference);
    let mut languages = std::mem::take(&mut found.languages).into_iter().map(|language| language.value);
    draft.language = languages.next().unwrap_or_default();
    found.unread.extend(languages.map(|language| ("LANG".to_owned(), language)));
    name_by_other_means(&mut found, &mut draft);
    let mut notes = std::mem::take(&mut found.notes).join("\n");
    keep_limits(&mut found, &mut draft);
    append_unread(&mut notes, &found.unread);
    draft.note = notes;
    cut_note(&mut found, &mut draft);
    if !draft.problems(found.photo.is_some()).is_empty() {
        return None;
    }
    Some(ReadCard {
        draft,
        photo: found.photo,
        uid: found.uid,
        rev: found.rev,
        birthday: found.birthday,
        level: found.level,
        unread: found.unread,
        warnings: found.warnings,
        ..ReadCard::default()
    })
}

fn take_name(found: &mut Found, draft: &mut ContactDraft) {
    found.full_names.sort_by_key(|name| name.preference);
    let mut names = std::mem::take(&mut found.full_names).into_iter().map(|name| name.value);
    let full = names.next();
    found.unread.extend(names.map(|name| ("FN".to_owned(), name)));
    let parts = found.parts.take().unwrap_or_default();
    let whole = parts.whole();
    draft.name = match full {
        Some(full) => without_titles(&full, &parts),
        None => whole,
    };
    draft.titles_before = parts.before;
    draft.titles_after = parts.after;
    // One name alone was not told apart, whichever part a program put it in.
    let alone = parts.given.is_empty() != parts.family.is_empty();
    if !(alone && (parts.given == draft.name || parts.family == draft.name)) {
        draft.given_name = parts.given;
        draft.family_name = parts.family;
    }
}

fn take_work(found: &mut Found, draft: &mut ContactDraft) {
    draft.company = found.company.take().unwrap_or_default();
    draft.department = std::mem::take(&mut found.department);
    let titles = unique(std::mem::take(&mut found.titles));
    let mut roles = unique(std::mem::take(&mut found.roles));
    roles.retain(|role| !titles.contains(role));
    let mut jobs = titles.into_iter().map(|title| ("TITLE", title)).chain(roles.into_iter().map(|role| ("ROLE", role)));
    draft.job_title = jobs.next().map(|(_, title)| title).unwrap_or_default();
    found.unread.extend(jobs.map(|(name, value)| (name.to_owned(), value)));
}

fn take_reach(found: &mut Found, draft: &mut ContactDraft) {
    draft.phones = ranked(std::mem::take(&mut found.phones));
    let (good, bad): (Vec<LabelledDraft>, Vec<LabelledDraft>) =
        ranked(std::mem::take(&mut found.emails)).into_iter().partition(|email| is_email(&email.value));
    draft.emails = good;
    // An address that is none would forbid saving the contact.
    found.unread.extend(bad.into_iter().map(|email| ("EMAIL".to_owned(), email.value)));
    draft.links = std::mem::take(&mut found.links);
    found.addresses.sort_by_key(|address| address.preference);
    draft.addresses = std::mem::take(&mut found.addresses)
        .into_iter()
        .map(|mut address| {
            if address.draft.label.is_empty() {
                address.draft.label = super::words::label_of(&address.types);
            }
            address.draft
        })
        .collect();
}

fn ranked<T>(mut values: Vec<Ranked<T>>) -> Vec<T> {
    values.sort_by_key(|value| value.preference);
    values.into_iter().map(|value| value.value).collect()
}

fn unique(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// A card without FN and N still gets a name, by what else is in it.
fn name_by_other_means(found: &mut Found, draft: &mut ContactDraft) {
    let mut nicknames = std::mem::take(&mut found.nicknames);
    if draft.name.is_empty() {
        let nickname = (!nicknames.is_empty() && draft.company.is_empty()).then(|| nicknames.remove(0));
        draft.name = [
            Some(draft.company.clone()),
            nickname,
            draft.emails.first().map(|email| email.value.clone()),
            draft.phones.first().map(|phone| phone.raw.clone()),
            draft.links.first().map(|link| link.value.clone()),
            draft.addresses.first().map(|address| address.text.clone()),
            found.notes.first().and_then(|note| note.lines().next()).map(one_line),
            found.unread.first().map(|(_, value)| value.clone()),
        ]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    }
    found.unread.extend(nicknames.into_iter().map(|name| ("NICKNAME".to_owned(), name)));
}

/// Moves what is too long or too much for a field into the note.
fn keep_limits(found: &mut Found, draft: &mut ContactDraft) {
    let unread = &mut found.unread;
    let mut cut = |name: &str, text: &mut String| {
        if text.len() > MAX_LINE && text.chars().count() > MAX_LINE {
            unread.push((name.to_owned(), text.clone()));
            *text = text.chars().take(MAX_LINE).collect::<String>().trim_end().to_owned();
        }
    };
    cut("FN", &mut draft.name);
    cut("N", &mut draft.titles_before);
    cut("N", &mut draft.titles_after);
    cut("N", &mut draft.given_name);
    cut("N", &mut draft.family_name);
    cut("TITLE", &mut draft.job_title);
    cut("ORG", &mut draft.department);
    cut("ORG", &mut draft.company);
    for phone in &mut draft.phones {
        cut("TEL", &mut phone.raw);
    }
    let long = |text: &str| text.chars().count() > MAX_LINE;
    let mut spill = |name: &str, text: String| unread.push((name.to_owned(), text));
    for email in draft.emails.extract_if(.., |email| long(&email.value)) {
        spill("EMAIL", email.value);
    }
    for phone in draft.phones.drain(MAX_ROWS.min(draft.phones.len())..) {
        spill("TEL", phone.raw);
    }
    for email in draft.emails.drain(MAX_ROWS.min(draft.emails.len())..) {
        spill("EMAIL", email.value);
    }
    for link in draft.links.drain(MAX_ROWS.min(draft.links.len())..) {
        spill("URL", link.value);
    }
    for address in draft.addresses.drain(MAX_ROWS.min(draft.addresses.len())..) {
        spill("ADR", address.text);
    }
    for tag in draft.tags.drain(MAX_ROWS.min(draft.tags.len())..) {
        spill("CATEGORIES", tag);
    }
}

fn append_unread(note: &mut String, unread: &[(String, String)]) {
    for (name, value) in unread.iter().filter(|(_, value)| !value.is_empty()) {
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(&one_line(name));
        note.push_str(": ");
        note.push_str(value);
    }
}

fn cut_note(found: &mut Found, draft: &mut ContactDraft) {
    if draft.note.len() > MAX_NOTE && draft.note.chars().count() > MAX_NOTE {
        draft.note = draft.note.chars().take(MAX_NOTE).collect();
        found.warnings.push(Warning::NoteCut);
    }
}
