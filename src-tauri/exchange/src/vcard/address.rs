//! Postal addresses from ADR and LABEL.
//!
//! Deliberately absent: taking the parts of an address out of running text.

use corong_domain::contact::AddressDraft;

use super::names::{join, one_line};

/// An address of a card with what is needed to find its LABEL.
#[derive(Debug, Clone, Default)]
pub(crate) struct CardAddress {
    pub(crate) draft: AddressDraft,
    pub(crate) group: String,
    /// The TYPE words, sorted.
    pub(crate) types: Vec<String>,
    pub(crate) preference: u32,
    pub(crate) labelled: bool,
}

/// The parts of ADR: post office box, extension, street, city, region, postcode, country; later ones are RFC 9554's
/// finer parts, which repeat what is in the street.
pub(crate) fn from_components(components: &[Vec<&str>]) -> AddressDraft {
    let part = |index: usize| {
        let texts = components.get(index).map(Vec::as_slice).unwrap_or_default();
        // A comma that was not escaped was meant as a comma.
        tidy(&join(texts.iter().map(|text| text.trim().to_owned()), ", "))
    };
    let street = join([part(0), part(1), part(2)].into_iter(), ", ");
    let [city, region, postcode, country] = [part(3), part(4), part(5), part(6)];
    let text = whole(&street, &city, &region, &postcode, &country);
    if city.is_empty() && region.is_empty() && postcode.is_empty() && country.is_empty() {
        // All of it in one part: nobody told the parts apart.
        return AddressDraft { text, ..AddressDraft::default() };
    }
    AddressDraft { text, street, city, region, postcode, country, ..AddressDraft::default() }
}

/// The address as one line.
pub(crate) fn whole(street: &str, city: &str, region: &str, postcode: &str, country: &str) -> String {
    join([street, city, region, postcode, country].into_iter().map(str::to_owned), ", ")
}

/// Lines to commas, without doubled ones.
pub(crate) fn tidy(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(|line| {
        let line = line.trim();
        line.strip_suffix(',').unwrap_or(line).trim_end().to_owned()
    });
    one_line(&join(lines, ", "))
}

/// Gives a formatted address to the ADR that it belongs to: by group, else by type, else the first without one.
/// What finds no ADR becomes an address of its own.
pub(crate) fn give_label(addresses: &mut Vec<CardAddress>, text: &str, group: &str, types: &[String]) {
    let text = tidy(text);
    if text.is_empty() {
        return;
    }
    let by_group = addresses.iter().position(|a| !a.labelled && !group.is_empty() && a.group == group);
    let position = by_group.or_else(|| addresses.iter().position(|a| !a.labelled && a.types == types));
    match position.and_then(|position| addresses.get_mut(position)) {
        Some(address) => {
            address.draft.text = text;
            address.labelled = true;
        }
        None => addresses.push(CardAddress {
            draft: AddressDraft { text, ..AddressDraft::default() },
            group: group.to_owned(),
            types: types.to_vec(),
            preference: 101,
            labelled: true,
        }),
    }
}
