//! Price list, offers, terms, orders, salespeople and sale credit.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use corong_book::views::{
    AcceptRequest, MoveOutcome, OfferAct, OfferEdit, OfferNew, OfferRequest, OfferStep, OfferView, OpportunityRequest,
    OrderCancel, OrderConfirm, OrderDone, OrderNew, OrderView, PermitRequest, RateDraft, SaleCreditView,
    SalespersonDraft, SharesRequest, TermsDraft, VolumeRequest,
};
use corong_book::{Book, Named, OfferWords};
use corong_domain::estimate::split::CreditShare;
use corong_domain::funnel::decide::Question;
use corong_domain::ids::{OfferId, OrderId};
use corong_domain::sale::draft::{LineDraft, OfferDraft};
use corong_domain::sale::percent_text;
use corong_domain::sale::product::{Product, ProductDraft};
use corong_domain::sale::rate::rate_on;

use crate::answer::{answer, split, waiver};
use crate::args::{
    OrderCommand, Permit, ProductCommand, ProductFields, QuoteCommand, QuoteFields, RateCommand, SaleCreditCommand,
    SalespersonCommand, TermsCommand,
};
use crate::session::{self, Session, one};
use crate::show::{
    ExportOut, Face, OrderOut, PartOut, PermissionOut, PriceListOut, ProductOut, QuoteOut, RateOut, SalespersonOut,
    TermsOut, VolumeOut, order_text, part_text, product_text, quote_line, quote_text, rate_text,
};
use crate::trouble::{Thing, Trouble};
use crate::words::Line;

/// Runs a command about the price list.
pub fn products(session: &mut Session<'_>, command: &ProductCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    let settings = book.settings();
    match command {
        ProductCommand::Add(fields) => {
            let product = book.product_save(&product_draft(fields))?.value;
            session.say(&ProductOut::of(&product), |words| product_text(&product, Face { words, settings: &settings }))
        }
        ProductCommand::List { all } => {
            let products = book.products_list(*all)?;
            for product in &products {
                session.say(&ProductOut::of(product), |words| {
                    product_text(product, Face { words, settings: &settings })
                })?;
            }
            nothing(session, products.is_empty())
        }
        ProductCommand::Import { file } => {
            let report = book.products_import(file)?.value;
            let refused = u32::try_from(report.refused.len()).unwrap_or(u32::MAX);
            session.say(&PriceListOut::of(&report), |words| {
                let head =
                    words.imported(&report.file, report.read, report.created, report.updated, report.skipped, refused);
                let rows = report.refused.iter().flat_map(|row| row.problems.iter().map(|one| (row.row, one)));
                let lines = rows.map(|(row, problem)| format!("  {row}: {}", words.problem(problem)));
                std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
            })
        }
        ProductCommand::Export { file } => {
            let done = book.products_export(file)?;
            let record = ExportOut { file: file.display().to_string(), records: done.records };
            session.say(&record, |words| words.exported(&done.file, done.records))
        }
    }
}

fn product_draft(fields: &ProductFields) -> ProductDraft {
    ProductDraft {
        id: None,
        name: fields.name.clone(),
        detail: fields.detail.clone(),
        code: fields.code.clone(),
        unit: fields.unit.clone(),
        price: fields.price.clone(),
        currency: fields.currency.clone(),
        tax: fields.tax.clone(),
        off: false,
    }
}

fn nothing(session: &mut Session<'_>, is_empty: bool) -> Result<(), Trouble> {
    if is_empty { session.tell(|words| words.line(Line::Nothing).to_owned()) } else { Ok(()) }
}

/// Runs a command about offers.
pub fn quotes(session: &mut Session<'_>, command: &QuoteCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        QuoteCommand::New { opportunity, fields } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            let draft = quote_draft(&book, fields, OfferDraft::default())?;
            quote_said(session, &book, &book.offer_new(&OfferNew { opportunity, draft })?.value)
        }
        QuoteCommand::Edit { id, fields } => {
            let edit = quote_edit(&book, id, fields)?;
            quote_said(session, &book, &book.offer_edit(&edit)?.value)
        }
        QuoteCommand::Revise { id, fields } => {
            let edit = quote_edit(&book, id, fields)?;
            quote_said(session, &book, &book.offer_revise(&edit)?.value)
        }
        QuoteCommand::Send { id } => quote_step(session, &book, id, OfferAct::Send, ""),
        QuoteCommand::Accept(end) => quote_step(session, &book, &end.id, OfferAct::Accept, &end.reason),
        QuoteCommand::Reject(end) => quote_step(session, &book, &end.id, OfferAct::Reject, &end.reason),
        QuoteCommand::Withdraw(end) => quote_step(session, &book, &end.id, OfferAct::Withdraw, &end.reason),
        QuoteCommand::List { opportunity } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            let settings = book.settings();
            let views = book.offers_list(&OpportunityRequest { opportunity })?;
            for view in &views {
                session.say(&QuoteOut::of(view), |words| quote_line(view, Face { words, settings: &settings }))?;
            }
            nothing(session, views.is_empty())
        }
        QuoteCommand::Show { id } => {
            let offer = offer_named(&book, id)?;
            quote_said(session, &book, &book.offer_get(&OfferRequest { offer })?)
        }
        QuoteCommand::Pdf { id, file } => {
            let offer = offer_named(&book, id)?;
            let done = book.offer_document(&OfferRequest { offer }, session.words().language(), file)?;
            quote_said(session, &book, &done.value)
        }
        QuoteCommand::Text { id } => {
            let offer = offer_named(&book, id)?;
            let words = session.words();
            let labels = OfferWords {
                offer: words.line(Line::Offer),
                revision: words.line(Line::Revision),
                discount: words.line(Line::Discount),
                tax: words.line(Line::Tax),
                total: words.line(Line::Total),
                valid_until: words.line(Line::ValidUntil),
                terms: words.line(Line::Terms),
                language: words.language(),
            };
            let text = book.offer_text(&OfferRequest { offer }, &labels)?;
            session.say(&serde_json::json!({ "text": text }), |_| text.clone())
        }
    }
}

fn offer_named(book: &Book, text: &str) -> Result<OfferId, Trouble> {
    one(book.offer_named(text)?, Thing::Offer, text)
}

fn quote_said(session: &mut Session<'_>, book: &Book, view: &OfferView) -> Result<(), Trouble> {
    let settings = book.settings();
    session.say(&QuoteOut::of(view), |words| quote_text(view, Face { words, settings: &settings }))
}

fn quote_step(session: &mut Session<'_>, book: &Book, id: &str, act: OfferAct, reason: &str) -> Result<(), Trouble> {
    let offer = offer_named(book, id)?;
    let done = book.offer_step(&OfferStep { offer, act, reason: reason.to_owned() })?;
    quote_said(session, book, &done.value)
}

fn quote_edit(book: &Book, id: &str, fields: &QuoteFields) -> Result<OfferEdit, Trouble> {
    let offer = offer_named(book, id)?;
    let before = book.offer_get(&OfferRequest { offer })?.draft;
    Ok(OfferEdit { offer, draft: Some(quote_draft(book, fields, before)?) })
}

fn quote_draft(book: &Book, fields: &QuoteFields, before: OfferDraft) -> Result<OfferDraft, Trouble> {
    let mut draft = before;
    if let Some(currency) = &fields.currency {
        currency.clone_into(&mut draft.currency);
    }
    if !fields.line.is_empty() {
        let products = book.products_list(true)?;
        let currency = if draft.currency.is_empty() { book.settings().currency } else { draft.currency.clone() };
        draft.lines =
            fields.line.iter().map(|text| line_draft(book, &products, text, &currency)).collect::<Result<_, _>>()?;
    }
    if let Some(discount) = &fields.discount {
        discount.clone_into(&mut draft.discount);
    }
    if let Some(day) = fields.valid_until {
        draft.valid_until = day.to_string();
    }
    if let Some(terms) = &fields.terms {
        terms.clone_into(&mut draft.terms);
    }
    if let Some(note) = &fields.note {
        note.clone_into(&mut draft.note);
    }
    draft.kind = fields.kind.unwrap_or(draft.kind);
    Ok(draft)
}

/// A line as typed: a product of the price list, or free text with its price.
fn line_draft(book: &Book, products: &[Product], text: &str, currency: &str) -> Result<LineDraft, Trouble> {
    let wanted = "PRODUCT=QTY or PRODUCT=QTY@PRICE";
    // The name may hold an equal sign; the quantity never does.
    let bad = || Trouble::Form { given: text.to_owned(), wanted };
    let (name, value) = text.rsplit_once('=').ok_or_else(bad)?;
    let name = name.trim();
    let (quantity, price) = value.split_once('@').map_or((value, None), |(many, price)| (many, Some(price)));
    let quantity = quantity.trim().to_owned();
    if name.is_empty() || quantity.is_empty() {
        return Err(bad());
    }
    let product = match book.product_named(name)? {
        Named::One(id) => products.iter().find(|product| product.id == id),
        Named::Nothing => None,
        several @ Named::Several(_) => return Err(one(several, Thing::Product, name).err().unwrap_or_else(bad)),
    };
    let Some(product) = product else {
        let unknown = || Trouble::Unknown { thing: Thing::Product, text: name.to_owned(), known: Vec::new() };
        let price = price.ok_or_else(unknown)?.trim().to_owned();
        return Ok(LineDraft { text: name.to_owned(), quantity, price, ..LineDraft::default() });
    };
    let listed = match (&product.price, price) {
        (_, Some(price)) => price.trim().to_owned(),
        (Some(listed), None) if listed.currency == currency => listed.to_major(),
        (Some(listed), None) => {
            let rates = book.rates_list()?;
            let rate = rate_on(&rates, &listed.currency, currency, NaiveDate::MAX);
            rate.and_then(|rate| rate.convert(listed)).map(|price| price.to_major()).unwrap_or_default()
        }
        (None, None) => String::new(),
    };
    Ok(LineDraft {
        product_id: Some(product.id),
        text: product.name.clone(),
        detail: product.detail.clone(),
        unit: product.unit.clone(),
        quantity,
        price: listed,
        discount: String::new(),
        tax: percent_text(product.tax),
    })
}

/// Runs a command about terms.
pub fn terms(session: &mut Session<'_>, command: &TermsCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        TermsCommand::Add { version, file } => {
            let name = file.display().to_string();
            let bytes = super::files::bytes_of(file)?;
            let text = String::from_utf8(bytes).map_err(|_| Trouble::FileBinary(name.clone()))?;
            if text.trim().is_empty() {
                return Err(Trouble::FileEmpty(name));
            }
            let added = book.terms_add(&TermsDraft { version: version.clone(), text })?.value;
            session.say(&TermsOut::of(&added.seal()), |_| format!("{}  {}", added.version, added.hash))
        }
        TermsCommand::List => {
            let all = book.terms_list()?;
            for one in &all {
                session.say(&TermsOut::of(&one.seal()), |_| format!("{}  {}", one.version, one.hash))?;
            }
            nothing(session, all.is_empty())
        }
        TermsCommand::Accept { opportunity, version, by, how, on, file } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            let accepted = book.terms_accept(&AcceptRequest {
                opportunity,
                version: version.clone(),
                by: by.clone(),
                how: *how,
                on: date(*on),
                evidence: path(file.as_deref()),
            })?;
            let acceptance = &accepted.value.acceptance;
            session.say(&TermsOut::of(&acceptance.terms), |_| {
                format!("{}  {}  {}", acceptance.terms.version, acceptance.by, acceptance.terms.hash)
            })
        }
    }
}

fn date(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn path(file: Option<&Path>) -> String {
    file.map(PathBuf::from).map(|file| file.display().to_string()).unwrap_or_default()
}

/// Runs a command about orders.
pub fn orders(session: &mut Session<'_>, command: &OrderCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        OrderCommand::Place { opportunity, quote, amount, number, on, file } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            let offer = quote.as_deref().map(|text| offer_named(&book, text)).transpose()?;
            let placed = book.order_place(&OrderNew {
                opportunity,
                offer,
                amount: amount.clone(),
                number: number.clone(),
                on: date(*on),
                evidence: path(file.as_deref()),
                note: String::new(),
            })?;
            order_said(session, &book, &placed.value)
        }
        OrderCommand::Confirm { id, answer: answers, waive, reason } => {
            let order = order_named(&book, id)?;
            let funnel = book.order_funnel(order)?;
            let request = OrderConfirm {
                order,
                answers: answers.iter().map(|text| answer(&funnel, text)).collect::<Result<_, _>>()?,
                waivers: waive.iter().map(|text| waiver(text)).collect::<Result<_, _>>()?,
                reason: reason.clone(),
            };
            order_done(session, &book, book.order_confirm(&request)?.value)
        }
        OrderCommand::Cancel { id, amount, reason } => {
            let order = order_named(&book, id)?;
            let request = OrderCancel { order, amount: amount.clone(), reason: reason.clone() };
            order_done(session, &book, book.order_cancel(&request)?.value)
        }
        OrderCommand::List { opportunity } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            let orders = book.orders_list(&OpportunityRequest { opportunity })?;
            for order in &orders {
                order_said(session, &book, order)?;
            }
            nothing(session, orders.is_empty())
        }
    }
}

fn order_named(book: &Book, text: &str) -> Result<OrderId, Trouble> {
    one(book.order_named(text)?, Thing::Order, text)
}

fn order_said(session: &mut Session<'_>, book: &Book, view: &OrderView) -> Result<(), Trouble> {
    let settings = book.settings();
    session.say(&OrderOut::of(view), |words| order_text(view, Face { words, settings: &settings }))
}

fn order_done(session: &mut Session<'_>, book: &Book, done: OrderDone) -> Result<(), Trouble> {
    match done.outcome {
        Some(MoveOutcome::Refused { refusal, card: _ }) => Err(Trouble::Refused(Box::new(refusal))),
        Some(MoveOutcome::Asks { question: Question::FactReversed { fits }, card: _ }) => Err(Trouble::Asks(fits)),
        Some(MoveOutcome::Moved { .. }) | None => order_said(session, book, &done.order),
    }
}

/// Notes permission to submit an offer.
pub fn permit(session: &mut Session<'_>, permit: &Permit) -> Result<(), Trouble> {
    let book = session.book()?;
    let opportunity = session::opportunity(&book, &permit.opportunity)?;
    let given = book.permission_give(&PermitRequest {
        opportunity,
        by: permit.by.clone(),
        on: date(permit.on),
        until: date(permit.until),
        form: permit.form.clone(),
    })?;
    let permission = &given.value.permission;
    session.say(&PermissionOut::of(&given.value), |_| format!("{}  {}", permission.by, date(permission.on)))
}

/// Runs a command about salespeople.
pub fn salespeople(session: &mut Session<'_>, command: &SalespersonCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    let people = match command {
        SalespersonCommand::Add { name, prefix } => {
            vec![book.salesperson_add(&SalespersonDraft { name: name.clone(), prefix: prefix.clone() })?.value]
        }
        SalespersonCommand::List => book.salespeople_list()?,
    };
    for person in &people {
        session.say(&SalespersonOut::of(person), |_| format!("{}  {}", person.prefix, person.name))?;
    }
    nothing(session, people.is_empty())
}

/// Runs a command about sale credit.
pub fn credit(session: &mut Session<'_>, command: &SaleCreditCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        SaleCreditCommand::Show { opportunity } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            parts_said(session, &book, &book.sale_credit_get(&OpportunityRequest { opportunity })?, false)
        }
        SaleCreditCommand::Propose { opportunity } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            parts_said(session, &book, &book.sale_credit_propose(&OpportunityRequest { opportunity })?, true)
        }
        SaleCreditCommand::Set { opportunity, parts, reason } => {
            let opportunity = session::opportunity(&book, opportunity)?;
            let shares = parts.iter().map(|text| share(&book, text)).collect::<Result<Vec<_>, _>>()?;
            let request = SharesRequest { opportunity, shares, reason: reason.clone() };
            parts_said(session, &book, &book.sale_credit_set(&request)?.value, false)
        }
        SaleCreditCommand::Volume { by, from, to } => {
            let settings = book.settings();
            let rows = book.volume_get(&VolumeRequest {
                by: *by,
                from: from.unwrap_or(NaiveDate::MIN),
                until: to.unwrap_or(NaiveDate::MAX),
            })?;
            for row in &rows {
                session.say(&VolumeOut::of(row), |words| {
                    let face = Face { words, settings: &settings };
                    format!("{}  {}", if row.name.is_empty() { "–" } else { &row.name }, face.money(&row.amount))
                })?;
            }
            nothing(session, rows.is_empty())
        }
    }
}

fn share(book: &Book, text: &str) -> Result<CreditShare, Trouble> {
    let wanted = "NAME=BASISPOINTS, as in \"Anna Bastari=5000\"";
    let (name, points) = split(text, wanted)?;
    let basis_points = points.parse().map_err(|_| Trouble::Form { given: text.to_owned(), wanted })?;
    Ok(CreditShare { salesperson_id: one(book.salesperson_named(name)?, Thing::Salesperson, name)?, basis_points })
}

fn parts_said(session: &mut Session<'_>, book: &Book, view: &SaleCreditView, proposed: bool) -> Result<(), Trouble> {
    let settings = book.settings();
    for part in &view.parts {
        session.say(&PartOut::of(part, proposed), |words| {
            part_text(part, Face { words, settings: &settings }, proposed)
        })?;
    }
    nothing(session, view.parts.is_empty())
}

/// Runs a command about exchange rates.
pub fn rates(session: &mut Session<'_>, command: &RateCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    let rates = match command {
        RateCommand::Add { from, number, to, on } => {
            let draft = RateDraft { from: from.clone(), to: to.clone(), number: number.clone(), on: date(*on) };
            vec![book.rate_save(&draft)?.value]
        }
        RateCommand::List => book.rates_list()?,
    };
    for rate in &rates {
        session.say(&RateOut::of(rate), |_| rate_text(rate))?;
    }
    nothing(session, rates.is_empty())
}
