//! The parts of an address: postcode, city, region, country, and the street with everything else.
//!
//! Deliberately absent: a gazetteer. A city that is in no list is found by its place beside the postcode.

use corong_domain::contact::AddressDraft;

use super::evidence::is_postcode;
use super::tokens::{Gap, Shape, Token};
use super::words as w;

/// Builds the draft of one address from its words; `text` is the whole text.
pub(crate) fn address(text: &str, tokens: &[Token], region: &str) -> AddressDraft {
    let pieces = pieces(tokens);
    let printed: Vec<String> = pieces.iter().map(|piece| join(text, piece)).collect();
    let mut draft = AddressDraft { text: printed.join(", "), ..AddressDraft::default() };
    let mut city_piece = None;
    for (index, piece) in pieces.iter().enumerate().rev() {
        if draft.country.is_empty() && index > 0 && piece.iter().all(|token| token.has(w::COUNTRY)) {
            draft.country = join(text, piece);
            continue;
        }
        if draft.postcode.is_empty()
            && let Some((at, length)) = postcode(piece, region)
        {
            draft.postcode = join(text, piece.get(at..at + length).unwrap_or_default());
            let mut front = piece.get(..at).unwrap_or_default();
            let back = piece.get(at + length..).unwrap_or_default();
            if let Some(last) = front.last()
                && last.shape == Shape::Upper
                && last.key.len() == 2
                && !last.has(w::PLACE)
            {
                draft.region = join(text, std::slice::from_ref(last));
                front = front.get(..front.len() - 1).unwrap_or_default();
            }
            if draft.country.is_empty() && !back.is_empty() && back.iter().all(|token| token.has(w::COUNTRY)) {
                draft.country = join(text, back);
            }
            let beside = if front.is_empty() { back } else { front };
            let town = town_at_end(beside);
            if town > 0 && town < beside.len() {
                draft.city = join(text, beside.get(beside.len() - town..).unwrap_or_default());
                let rest = join(text, beside.get(..beside.len() - town).unwrap_or_default());
                let ahead = printed.get(..index).unwrap_or_default().iter().cloned();
                draft.street = ahead.chain(std::iter::once(rest)).collect::<Vec<_>>().join(", ");
                city_piece = Some(index);
            } else if city_like(beside) {
                draft.city = join(text, beside);
                city_piece = Some(index);
            } else if beside.is_empty() {
                city_piece = Some(index);
            }
        }
    }
    fill_city(text, &pieces, &mut draft, &mut city_piece);
    let until = city_piece.unwrap_or(pieces.len());
    if !draft.street.is_empty() {
        return draft;
    }
    draft.street = printed.get(..until).unwrap_or_default().join(", ");
    if city_piece.is_none() && !draft.postcode.is_empty() {
        draft.street = draft.street.replace(&draft.postcode, "").trim_matches([' ', ',']).to_owned();
    }
    draft
}

/// Where the postcode piece names no city, the last piece that is a known one, or the piece before.
fn fill_city(text: &str, pieces: &[&[Token]], draft: &mut AddressDraft, city_piece: &mut Option<usize>) {
    if !draft.city.is_empty() {
        return;
    }
    let limit = city_piece.unwrap_or(pieces.len());
    // "Jl. Merpati 5 Solo" in one piece, without a postcode.
    if city_piece.is_none()
        && let Some((piece, ahead)) = pieces.split_last()
        && let town @ 1.. = town_at_end(piece)
    {
        let (front, tail) = piece.split_at_checked(piece.len() - town).unwrap_or_default();
        draft.city = join(text, tail);
        let streets = ahead.iter().map(|piece| join(text, piece)).chain(std::iter::once(join(text, front)));
        draft.street = streets.filter(|street| !street.is_empty()).collect::<Vec<_>>().join(", ");
        return;
    }
    let known =
        pieces.iter().take(limit).rposition(|piece| piece.iter().any(|token| token.has(w::CITY)) && city_like(piece));
    let beside = city_piece
        .and_then(|index| index.checked_sub(1))
        .filter(|index| pieces.get(*index).is_some_and(|p| city_like(p)));
    if let Some(index) = known.or(beside)
        && let Some(piece) = pieces.get(index)
        && (index > 0 || pieces.len() == 1 || limit == 1)
    {
        draft.city = join(text, piece);
        *city_piece = Some(index);
    }
}

/// How many words at the end of a piece are a known town with its quarter: `No. 12 Surabaya`, `Kec. Jatinegara Jakarta
/// Timur`.
fn town_at_end(piece: &[Token]) -> usize {
    let Some(mut at) = piece.iter().rposition(|token| token.has(w::CITY)) else { return 0 };
    let kind = |token: &Token| matches!(token.key.as_str(), "kota" | "kab" | "kabupaten");
    if at > 0 && piece.get(at - 1).is_some_and(kind) {
        at -= 1;
    }
    let (front, tail) = piece.split_at_checked(at).unwrap_or_default();
    let street = front
        .iter()
        .any(|token| token.has(w::STREET | w::PLACE_SURE) || matches!(token.shape, Shape::Number | Shape::Code));
    if city_like(tail) && tail.len() <= 3 && street { tail.len() } else { 0 }
}

fn city_like(piece: &[Token]) -> bool {
    (1..=4).contains(&piece.len())
        && piece.iter().all(|token| !matches!(token.shape, Shape::Number | Shape::Code) && !token.has(w::STREET))
}

fn postcode(piece: &[Token], region: &str) -> Option<(usize, usize)> {
    let at = piece.iter().enumerate().rposition(|(index, token)| {
        let leading_number = index == 0 && piece.get(1).is_some_and(|next| next.has(w::STREET));
        is_postcode(token, piece.get(index + 1), region) && !leading_number
    })?;
    let token = piece.get(at)?;
    let halves = token.shape == Shape::Code || token.key.len() == 4;
    let second = piece
        .get(at + 1)
        .is_some_and(|next| next.shape == Shape::Code || (next.shape == Shape::Upper && next.key.len() == 2));
    Some((at, if halves && second { 2 } else { 1 }))
}

fn pieces(tokens: &[Token]) -> Vec<&[Token]> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for index in 1..=tokens.len() {
        if tokens.get(index).is_none_or(|token| token.gap > Gap::Space && token.gap != Gap::Bracket)
            && let Some(piece) = tokens.get(from..index)
            && !piece.is_empty()
        {
            pieces.push(piece);
            from = index;
        }
    }
    pieces
}

fn join(text: &str, piece: &[Token]) -> String {
    let (Some(first), Some(last)) = (piece.first(), piece.last()) else { return String::new() };
    let slice = text.get(first.start..last.end).unwrap_or_default();
    let mut joined = slice.split_whitespace().collect::<Vec<_>>().join(" ");
    for wrong in ["JI. ", "J1. ", "Ji. "] {
        if joined.starts_with(wrong) {
            joined.replace_range(..2, "Jl");
        }
    }
    let opened = joined.matches('(').count() > joined.matches(')').count();
    let close = opened && text.get(last.end..).is_some_and(|rest| rest.starts_with(')'));
    if close {
        joined.push(')');
    }
    joined
}
