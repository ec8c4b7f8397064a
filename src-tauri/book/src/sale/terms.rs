//! Terms, their acceptance, and permission to submit an offer.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use corong_domain::contact::Contact;
use corong_domain::funnel::TERMS_ITEM;
use corong_domain::history::Act;
use corong_domain::ids::{AcceptanceId, PermissionId};
use corong_domain::opportunity::{Answer, Opportunity};
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::offer::{Revisions, by_offer};
use corong_domain::sale::permission::{OfferPermission, Permission};
use corong_domain::sale::standing::FileSeal;
use corong_domain::sale::terms::{Acceptance, Terms, TermsAcceptance, newest};
use corong_store::{Reader, Tx};

use super::effect::gives_way;
use super::offers::open_opportunity;
use super::records::SaleFile;
use crate::clock::Ids;
use crate::error::BookError;
use crate::export::file_name;
use crate::fill::day;
use crate::import::MAX_FILE_MIB;
use crate::save::line;
use crate::views::{AcceptRequest, Changed, PermitRequest, TermsDraft};
use crate::write::{Book, Moment};

/// The item that asks for permission; an own funnel may have none.
const PERMISSION_ITEM: &str = "g8_permission";
/// Longest text of terms, in characters.
const LONGEST: usize = 500_000;

impl Book {
    /// Enters a text of terms under a version. The same text again is the same record; another text under the same
    /// version takes its place and voids what was accepted before.
    ///
    /// # Errors
    /// Version or text is empty; the book cannot be written.
    pub fn terms_add(&self, draft: &TermsDraft) -> Result<Changed<Terms>, BookError> {
        let version = line(&draft.version);
        let mut problems = Vec::new();
        if version.is_empty() {
            problems.push(Problem::new("version", Rule::Required));
        }
        if draft.text.trim().is_empty() {
            problems.push(Problem::new("text", Rule::Required));
        }
        if draft.text.chars().count() > LONGEST {
            problems.push(Problem::new("text", Rule::TooLong));
        }
        if !problems.is_empty() {
            return Err(BookError::Invalid(problems));
        }
        self.write(Act::TermsAdded, |tx, moment| {
            let hash = blake3::hash(draft.text.as_bytes()).to_hex().to_string();
            let id = Terms::id_of(&version, &hash);
            let known = tx.get::<Terms>(id)?;
            let all: Vec<Terms> = tx.all()?;
            let is_newest = newest(&all, &version).is_some_and(|newest| newest.id == id);
            if let Some(known) = known.filter(|_| is_newest) {
                return Ok(known);
            }
            // A text that comes back is in force again from now on.
            let terms = Terms { id, version, text: draft.text.clone(), hash, created_at: moment.now };
            tx.put(&terms)?;
            tx.about::<Terms>(id);
            Ok(terms)
        })
    }

    /// The newest text of each version, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn terms_list(&self) -> Result<Vec<Terms>, BookError> {
        self.store.read(newest_texts)
    }

    /// Notes that terms were accepted: which text, by whom, how and when.
    ///
    /// # Errors
    /// The version or opportunity is not there; a field has a problem; the book cannot be written.
    pub fn terms_accept(&self, request: &AcceptRequest) -> Result<Changed<TermsAcceptance>, BookError> {
        let evidence = seal(&request.evidence)?;
        self.write(Act::TermsAccepted, |tx, moment| {
            let opportunity = open_opportunity(tx, request.opportunity)?;
            let mut problems = Vec::new();
            let on = day("on", &request.on, &mut problems).or_else(|| Some(moment.today()));
            let by = line(&request.by);
            if by.is_empty() {
                problems.push(Problem::new("by", Rule::Required));
            }
            let version = line(&request.version);
            let all: Vec<Terms> = tx.all()?;
            let sale = SaleFile::read(tx, opportunity.id)?;
            // The offer's own text where it names this version, else the newest one.
            let offers = by_offer(&sale.offers);
            let mut named =
                offers.iter().filter_map(Revisions::in_force).filter_map(|offer| offer.content.terms.as_ref());
            let seal = named
                .rfind(|seal| seal.version == version)
                .cloned()
                .or_else(|| newest(&all, &version).map(Terms::seal));
            if seal.is_none() {
                problems.push(Problem::new("version", Rule::Unknown));
            }
            let Some(terms) = seal.filter(|_| problems.is_empty()) else {
                return Err(BookError::Invalid(problems).into());
            };
            let acceptance = TermsAcceptance {
                id: AcceptanceId(self.ids.next(moment.now)),
                opportunity_id: opportunity.id,
                acceptance: Acceptance { terms, by, how: request.how, on, evidence },
                at: moment.now,
                entered_by: moment.by(),
            };
            tx.put(&acceptance)?;
            gives_way(tx, moment, &opportunity, TERMS_ITEM)?;
            tx.about::<Contact>(opportunity.contact_id);
            Ok(acceptance)
        })
    }

    /// Notes that permission to submit an offer was given.
    ///
    /// # Errors
    /// The opportunity is not there; a date cannot be understood; the book cannot be written.
    pub fn permission_give(&self, request: &PermitRequest) -> Result<Changed<OfferPermission>, BookError> {
        self.write(Act::PermissionGiven, |tx, moment| {
            let opportunity = open_opportunity(tx, request.opportunity)?;
            let mut problems = Vec::new();
            let on = day("on", &request.on, &mut problems).or_else(|| Some(moment.today()));
            let until = day("until", &request.until, &mut problems);
            let by = line(&request.by);
            if by.is_empty() {
                problems.push(Problem::new("by", Rule::Required));
            }
            if until.is_some() && until < on {
                problems.push(Problem::new("until", Rule::DateOrder));
            }
            if !problems.is_empty() {
                return Err(BookError::Invalid(problems).into());
            }
            let permission = OfferPermission {
                id: PermissionId(self.ids.next(moment.now)),
                opportunity_id: opportunity.id,
                permission: Permission { by, on, until, form: line(&request.form) },
                at: moment.now,
                entered_by: moment.by(),
            };
            tx.put(&permission)?;
            gives_way(tx, moment, &opportunity, PERMISSION_ITEM)?;
            tx.about::<Contact>(opportunity.contact_id);
            Ok(permission)
        })
    }
}

pub(super) fn newest_texts(reader: &Reader<'_>) -> Result<Vec<Terms>, BookError> {
    let mut all: Vec<Terms> = reader.all()?;
    all.sort_by_key(|one| std::cmp::Reverse((one.created_at, one.id)));
    let mut seen = Vec::new();
    all.retain(|one| {
        let new = !seen.contains(&one.version);
        seen.push(one.version.clone());
        new
    });
    Ok(all)
}

/// The name and hash of a file; none for an empty path. The file stays where it is.
pub(super) fn seal(path: &str) -> Result<Option<FileSeal>, BookError> {
    if path.trim().is_empty() {
        return Ok(None);
    }
    let path = Path::new(path);
    let name = file_name(path);
    let unreadable = || BookError::FileUnreadable { file: name.clone() };
    let limit = u64::from(MAX_FILE_MIB) << 20;
    let mut file = File::open(path).map_err(|_| unreadable())?.take(limit + 1);
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut length = 0_u64;
    loop {
        let read = file.read(&mut buffer).map_err(|_| unreadable())?;
        if read == 0 {
            break;
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        length += read as u64;
    }
    if length > limit {
        return Err(BookError::FileTooLarge { file: name, limit: MAX_FILE_MIB });
    }
    Ok(Some(FileSeal { name, hash: hasher.finalize().to_hex().to_string() }))
}

/// An answered permission becomes a record: the answer's words say who gave it.
pub(crate) fn permission_from_answer(
    tx: &mut Tx<'_, '_>,
    moment: &Moment,
    ids: &Ids,
    opportunity: &Opportunity,
    answer: &Answer,
) -> Result<(), BookError> {
    let known: Vec<OfferPermission> = tx.of_opportunity(opportunity.id)?;
    let permission =
        Permission { by: answer.text.clone(), on: answer.on.or_else(|| Some(moment.today())), ..Permission::default() };
    if known.iter().any(|one| one.permission == permission) {
        return Ok(());
    }
    tx.put(&OfferPermission {
        id: PermissionId(ids.next(moment.now)),
        opportunity_id: opportunity.id,
        permission,
        at: moment.now,
        entered_by: moment.by(),
    })?;
    Ok(())
}
