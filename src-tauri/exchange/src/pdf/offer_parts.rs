//! The parts of an offer, from the letterhead to the signatures.
//!
//! Deliberately absent: other orders of the parts.

use super::PdfError;
use super::fonts::Weight;
use super::offer::{Acceptance, Amounts, Discount, Line, Offer};
use super::page::{Ink, LEFT, MEASURE, Pages, RIGHT, Side};
use super::picture::{fit, picture};
use super::shape::Style;
use super::table::{Carry, Cell, Head, Table};
use super::words::Words;

const BODY: Style = Style { weight: Weight::Regular, size: 9.0 };
const STRONG: Style = Style { weight: Weight::Bold, size: 9.0 };
const SMALL: Style = Style { weight: Weight::Regular, size: 8.0 };
const LABEL: Style = Style { weight: Weight::Bold, size: 8.0 };
const NAME: Style = Style { weight: Weight::Bold, size: 11.0 };
const TITLE: Style = Style { weight: Weight::Bold, size: 20.0 };

/// The most lines of a name, address or other short text.
const FEW: usize = 6;

/// Text in a column, at most a few lines of it.
fn put(pages: &mut Pages<'_>, text: &str, at: (f32, f32), side: Side, style: Style, ink: Ink) {
    let lines = pages.setter.wrap(text, style, at.1, FEW);
    pages.lines(lines, at.0, at.1, side, style, ink);
}

/// Logo and name of the seller.
pub(super) fn letterhead(pages: &mut Pages<'_>, offer: &Offer) -> Result<(), PdfError> {
    let start = pages.y;
    let mut bottom = start;
    let side = match &offer.logo {
        Some(bytes) => {
            let image = picture(bytes)?;
            let size = fit(&image, 170.0, 60.0);
            pages.picture(LEFT, size, image);
            bottom = start + size.1;
            Side::Right
        }
        None => Side::Left,
    };
    let column = match side {
        Side::Left => (LEFT, MEASURE),
        Side::Right => (LEFT + 190.0, MEASURE - 190.0),
    };
    for (index, line) in offer.letterhead.iter().take(8).enumerate() {
        let (style, ink) = if index == 0 { (NAME, Ink::Text) } else { (SMALL, Ink::Quiet) };
        let lines = pages.setter.wrap(line, style, column.1, 2);
        pages.lines(lines, column.0, column.1, side, style, ink);
    }
    pages.y = bottom.max(pages.y) + 12.0;
    if pages.y > start + 12.0 {
        pages.rule(LEFT, MEASURE, 1.5, Ink::Accent);
        pages.y += 16.0;
    } else {
        pages.y = start;
    }
    Ok(())
}

/// What the document is, its number and revision.
pub(super) fn title(pages: &mut Pages<'_>, offer: &Offer, words: &Words) {
    put(pages, offer.title(words), (LEFT, MEASURE), Side::Left, TITLE, Ink::Accent);
    let mut name = format!("{} · {} {}", offer.number, words.revision, offer.revision);
    if offer.draft {
        name = format!("{name} · {}", words.draft.to_uppercase());
    }
    put(pages, &name, (LEFT, MEASURE), Side::Left, Style { weight: Weight::Bold, size: 10.0 }, Ink::Text);
    pages.y += 12.0;
}

/// The customer at the left, the dates at the right.
pub(super) fn parties(pages: &mut Pages<'_>, offer: &Offer, words: &Words) {
    let start = pages.y;
    let wide = (LEFT, MEASURE * 0.56);
    put(pages, words.to, wide, Side::Left, LABEL, Ink::Quiet);
    pages.y += 1.0;
    put(pages, &offer.customer, wide, Side::Left, NAME, Ink::Text);
    for text in [&offer.company, &offer.address] {
        if !text.is_empty() {
            put(pages, text, wide, Side::Left, BODY, Ink::Text);
        }
    }
    let bottom = pages.y;
    pages.y = start;
    let mut facts = vec![(words.date, words.day(offer.date))];
    facts.extend(offer.valid_until.map(|day| (words.valid_until, words.day(day))));
    facts.extend(offer.salesperson.first().map(|name| (words.salesperson, name.clone())));
    let (label, value) = ((LEFT + MEASURE * 0.60, 92.0), (LEFT + MEASURE * 0.60 + 96.0, MEASURE * 0.40 - 96.0));
    for (name, text) in facts {
        let top = pages.y;
        put(pages, name, label, Side::Left, BODY, Ink::Quiet);
        let below = pages.y;
        pages.y = top;
        put(pages, &text, value, Side::Left, STRONG, Ink::Text);
        pages.y = pages.y.max(below) + 2.0;
    }
    pages.y = bottom.max(pages.y) + 14.0;
}

/// The table of lines; columns that no line needs are left out.
pub(super) fn lines(pages: &mut Pages<'_>, offer: &Offer, amounts: &Amounts<'_>) {
    let words = amounts.words;
    let any = |is: fn(&Line) -> bool| offer.lines.iter().any(is);
    let unit = any(|line| !line.unit.is_empty());
    let discount = any(|line| line.discount != Discount::None);
    let tax = any(|line| line.tax.is_some());
    let mut heads = Vec::new();
    let mut head = |title: String, side: Side, is_shown: bool| {
        if is_shown {
            heads.push(Head { grows: title == words.item, title, side });
        }
    };
    head("#".to_owned(), Side::Right, true);
    head(words.item.to_owned(), Side::Left, true);
    head(words.quantity.to_owned(), Side::Right, true);
    head(words.unit.to_owned(), Side::Left, unit);
    head(words.price.to_owned(), Side::Right, true);
    head(words.discount.to_owned(), Side::Right, discount);
    head(words.tax.to_owned(), Side::Right, tax);
    head(format!("{} ({})", words.amount, amounts.sign), Side::Right, true);
    let row = |(index, line): (usize, &Line)| {
        let off = match line.discount {
            Discount::None => "–".to_owned(),
            Discount::Percent(points) => words.percent(points),
            Discount::Amount(amount) => amounts.bare(amount),
        };
        let name = Cell { text: line.name.clone(), detail: line.detail.clone(), strong: true };
        let mut cells = vec![Cell::plain((index + 1).to_string()), name, Cell::plain(words.short(line.quantity, 3))];
        cells.extend(unit.then(|| Cell::plain(line.unit.clone())));
        cells.push(Cell::plain(amounts.bare(line.unit_price)));
        cells.extend(discount.then(|| Cell::plain(off)));
        cells.extend(tax.then(|| Cell::plain(line.tax.map_or("–".to_owned(), |points| words.percent(points)))));
        cells.push(Cell { text: amounts.bare(line.amount), detail: String::new(), strong: true });
        cells
    };
    let rows = offer.lines.iter().enumerate().map(row).collect();
    let mut sum = 0_i64;
    let sums = offer.lines.iter().map(|line| {
        sum = sum.saturating_add(line.amount);
        amounts.bare(sum)
    });
    let carry = Carry { forward: words.forward.to_owned(), brought: words.brought.to_owned(), sums: sums.collect() };
    Table { heads, rows, carry: Some(carry) }.write(pages);
    pages.y += 10.0;
}

/// The totals at the right, kept together.
pub(super) fn totals(pages: &mut Pages<'_>, offer: &Offer, amounts: &Amounts<'_>) {
    let words = amounts.words;
    let totals = &offer.totals;
    let mut rows = Vec::new();
    if totals.discount != 0 || !totals.taxes.is_empty() || totals.subtotal != totals.total {
        rows.push((words.subtotal.to_owned(), amounts.bare(totals.subtotal)));
    }
    if totals.discount != 0 {
        rows.push((words.discount.to_owned(), amounts.bare(totals.discount.saturating_neg())));
    }
    if !totals.taxes.is_empty() {
        rows.push((words.taxable.to_owned(), amounts.bare(totals.taxable)));
    }
    rows.extend(totals.taxes.iter().map(|tax| (tax.label.clone(), amounts.bare(tax.amount))));
    pages.need((rows.len() as f32 * 15.0 + 34.0).min(400.0));
    let (x, width) = (RIGHT - 256.0, 250.0);
    for (label, amount) in rows {
        let top = pages.y;
        put(pages, &label, (x, width * 0.5), Side::Left, BODY, Ink::Quiet);
        let below = pages.y;
        pages.y = top;
        put(pages, &amount, (x + width * 0.5, width * 0.5), Side::Right, BODY, Ink::Text);
        pages.y = pages.y.max(below) + 2.0;
    }
    pages.y += 3.0;
    pages.rule(x, width + 6.0, 1.5, Ink::Accent);
    pages.y += 5.0;
    let style = Style { weight: Weight::Bold, size: 13.0 };
    let top = pages.y;
    put(pages, words.total, (x, width * 0.3), Side::Left, style, Ink::Accent);
    pages.y = top;
    put(pages, &amounts.full(totals.total), (x + width * 0.3, width * 0.7), Side::Right, style, Ink::Accent);
    pages.y += 14.0;
}

/// Note, payment, permission and terms, each with its title.
pub(super) fn texts(pages: &mut Pages<'_>, offer: &Offer, words: &Words) {
    for (title, text) in
        [(words.note, &offer.note), (words.payment, &offer.payment), (words.permission, &offer.permission)]
    {
        if !text.is_empty() {
            titled(pages, title);
            pages.text(text, LEFT, MEASURE, BODY, Ink::Text);
            pages.y += 10.0;
        }
    }
    if let Some(terms) = &offer.terms {
        titled(pages, &format!("{} · {} {}", words.terms, words.version, terms.version));
        pages.text(&terms.text, LEFT, MEASURE, SMALL, Ink::Text);
        if !terms.hash.is_empty() {
            pages.y += 2.0;
            let hash = format!("{}: {}", words.fingerprint, terms.hash);
            pages.text(&hash, LEFT, MEASURE, Style { weight: Weight::Regular, size: 7.0 }, Ink::Quiet);
        }
        pages.y += 10.0;
    }
}

fn titled(pages: &mut Pages<'_>, title: &str) {
    // With at least two lines of what follows.
    pages.need(42.0);
    put(pages, title, (LEFT, MEASURE), Side::Left, STRONG, Ink::Accent);
    pages.y += 2.0;
}

/// The salesperson, and either the evidence of acceptance or a place to sign.
pub(super) fn end(pages: &mut Pages<'_>, offer: &Offer, words: &Words) -> Result<(), PdfError> {
    if let Some(acceptance) = &offer.acceptance {
        evidence(pages, acceptance, words)?;
    }
    pages.need(90.0);
    pages.y += 6.0;
    let start = pages.y;
    let half = MEASURE * 0.5 - 20.0;
    if !offer.salesperson.is_empty() {
        put(pages, words.regards, (LEFT, half), Side::Left, BODY, Ink::Text);
        pages.y += 30.0;
        for (index, line) in offer.salesperson.iter().take(4).enumerate() {
            let (style, ink) = if index == 0 { (STRONG, Ink::Text) } else { (SMALL, Ink::Quiet) };
            put(pages, line, (LEFT, half), Side::Left, style, ink);
        }
    }
    if offer.acceptance.is_none() {
        let column = (LEFT + MEASURE * 0.5 + 20.0, half);
        pages.y = start;
        put(pages, words.agree_here, column, Side::Left, BODY, Ink::Text);
        pages.y += 40.0;
        pages.rule(column.0, column.1, 0.75, Ink::Quiet);
        pages.y += 2.0;
        put(pages, words.name_and_date, column, Side::Left, SMALL, Ink::Quiet);
    }
    Ok(())
}

fn evidence(pages: &mut Pages<'_>, acceptance: &Acceptance, words: &Words) -> Result<(), PdfError> {
    let image = acceptance.picture.as_deref().map(picture).transpose()?;
    let size = image.as_ref().map(|image| fit(image, 220.0, 90.0));
    pages.need(80.0 + size.map_or(0.0, |size| size.1));
    titled(pages, words.agreed);
    let facts = [
        (words.accepted_by, &acceptance.by),
        (words.accepted_on, &acceptance.on),
        (words.accepted_how, &acceptance.how),
    ];
    for (label, text) in facts {
        if text.is_empty() {
            continue;
        }
        let top = pages.y;
        put(pages, label, (LEFT, 96.0), Side::Left, BODY, Ink::Quiet);
        let below = pages.y;
        pages.y = top;
        put(pages, text, (LEFT + 100.0, MEASURE - 100.0), Side::Left, STRONG, Ink::Text);
        pages.y = pages.y.max(below) + 1.0;
    }
    if !acceptance.text.is_empty() {
        pages.text(&acceptance.text, LEFT + 100.0, MEASURE - 100.0, BODY, Ink::Text);
    }
    if let (Some(image), Some(size)) = (image, size) {
        pages.y += 4.0;
        pages.picture(LEFT + 100.0, size, image);
        pages.y += size.1;
    }
    pages.y += 10.0;
    Ok(())
}
