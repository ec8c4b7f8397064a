//! What programs call stages, and how they write amounts.

use corong_domain::funnel::Role;
use corong_domain::money::{Money, minor_digits};
use corong_domain::text::fold;

use super::PipelineMap;

/// Where an opportunity of another program stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DealStage {
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Open, at the stage with this role.
    At(Role),
    /// Open, at the stage with this key.
    Key(String),
}

const WON: &[&str] = &["won", "closed won", "closedwon", "win", "success", "successful", "sold", "converted", "menang"];
const LOST: &[&str] =
    &["lost", "closed lost", "closedlost", "loss", "dead", "abandoned", "failed", "unsuccessful", "kalah", "batal"];
const STAGES: &[(Role, &[&str])] = &[
    (Role::Captured, &["new", "open", "lead", "new lead", "captured", "baru"]),
    (Role::Ready, &["prospecting", "prospect", "ready", "working", "to contact", "siap"]),
    (Role::Contacted, &["contacted", "attempted to contact", "connected", "dihubungi"]),
    (Role::Qualified, &["marketing qualified lead", "sales qualified lead", "mql", "sql", "memenuhi syarat"]),
    (
        Role::Engaged,
        &["engaging", "engaged", "qualification", "qualified", "qualified to buy", "appointment scheduled", "meeting"],
    ),
    (
        Role::Prospect,
        &["exploring", "discovery", "needs analysis", "value proposition", "id decision makers", "opportunity"],
    ),
    (
        Role::Evaluating,
        &[
            "evaluating",
            "evaluation",
            "demo",
            "demonstration",
            "demo scheduled",
            "presentation scheduled",
            "trial",
            "sample",
        ],
    ),
    (Role::BidAllowed, &["bid allowed", "decision maker bought in", "perception analysis"]),
    (
        Role::BidSent,
        &[
            "bid sent",
            "proposal",
            "proposal sent",
            "proposal made",
            "proposal price quote",
            "quote",
            "quote sent",
            "penawaran",
        ],
    ),
    (
        Role::Agreeing,
        &["agreeing", "negotiation", "negotiation review", "negotiations", "contract sent", "contract", "negosiasi"],
    ),
];

/// What a stage's word means; `None` for one that neither the map nor any known program has. A word that is not known may
/// still be the key or the name of a stage of the funnel.
#[must_use]
pub fn stage_of(word: &str, map: &PipelineMap) -> Option<DealStage> {
    let told = map.stages.iter().find(|(name, _)| fold(name) == fold(word)).map(|(_, meaning)| meaning.trim());
    if let Some(meaning) = told {
        return Some(match meaning {
            "won" => DealStage::Won,
            "lost" => DealStage::Lost,
            key => DealStage::Key(key.to_owned()),
        });
    }
    let spaced: String = word.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    if WON.contains(&plain.as_str()) {
        return Some(DealStage::Won);
    }
    if LOST.contains(&plain.as_str()) {
        return Some(DealStage::Lost);
    }
    STAGES.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(role, _)| DealStage::At(*role))
}

/// An amount as programs write it: `4514`, `4,514.00`, `4.514,5`, `Rp 4.514`. The last sign counts as the decimal sign when
/// fewer than three digits follow it or both signs occur. `None` for anything else, or for more decimals than the currency
/// has.
#[must_use]
pub fn amount_of(text: &str, currency: &str) -> Option<Money> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.' | ','));
    let bare = bare.trim_start_matches(['.', ',']);
    let (negative, digits) = bare.strip_prefix('-').map_or((false, bare), |rest| (true, rest));
    let last = digits.rfind(['.', ',']);
    let signs = digits.matches(['.', ',']).count();
    let mixed = digits.contains('.') && digits.contains(',');
    let (whole, part) = match last {
        Some(at) => {
            let (whole, part) = digits.split_at_checked(at)?;
            let part = part.get(1..)?;
            let decimal = mixed || (signs == 1 && part.len() != 3);
            if decimal { (whole.to_owned(), part) } else { (digits.to_owned(), "") }
        }
        None => (digits.to_owned(), ""),
    };
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    // "4514.00" of a currency without decimals says nothing more than 4514.
    let part = if part.len() > minor_digits(currency) as usize { part.trim_end_matches('0') } else { part };
    let sign = if negative { "-" } else { "" };
    let text = if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") };
    Money::parse_major(&text, currency)
}
