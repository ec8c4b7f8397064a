//! Makes a set of varied cards with their truth.json, to measure how well photos of cards are read:
//! `corong-cards FOLDER [COUNT] [SEED] [--words]`, into a new folder for each seed; then `corong-cli capture score FOLDER`.
//!
//! Fonts are those of the system. Deliberately absent: anything the reader knows; the wording stands in `words`.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a program for developers")]

mod card;
mod draw;
mod light;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use ab_glyph::FontVec;
use draw::Face;
use fontdb::{Database, Family, Query, Stretch, Style, Weight};
use light::Tier;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(folder) = words.next().map(PathBuf::from) else {
        eprintln!("corong-cards FOLDER [COUNT] [SEED] [--words]");
        return ExitCode::from(2);
    };
    let count = words.next().and_then(|word| word.parse().ok()).unwrap_or(120);
    let seed = words.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    // Without pictures the wording alone can be looked at.
    let photos = words.next().as_deref() != Some("--words");
    match make(&folder, count, seed, photos) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn make(folder: &std::path::Path, count: u32, seed: u64, photos: bool) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let faces = faces();
    if faces.is_empty() {
        return Err(std::io::Error::other("this system has no font with a regular and a bold weight"));
    }
    let mut truth: Vec<Value> = Vec::new();
    for number in 0..count {
        let mut rng = StdRng::seed_from_u64(seed * 100_000 + u64::from(number));
        let one = card::make(&mut rng);
        let face = &faces[rng.random_range(0..faces.len())];
        let drawn = draw::draw(&one, face, &mut rng);
        let tier = [Tier::Scan, Tier::Medium, Tier::Medium, Tier::Hard][rng.random_range(0..4)];
        let image = format!("g{number:03}.jpg");
        // A photo that is there already comes from the same seed: a run that was broken off goes on.
        if photos && !folder.join(&image).exists() {
            std::fs::write(folder.join(&image), light::photograph(&drawn.picture, tier, &mut rng))?;
        }
        let phones: Vec<Value> = one
            .phones
            .iter()
            .map(|phone| json!({ "kind": phone.kind, "e164": phone.e164, "printed": phone.printed }))
            .collect();
        truth.push(json!({
            "id": format!("g{number:03}"), "images": [image], "language": one.language, "tier": tier.name(),
            "layout": drawn.layout, "name": one.name, "name_printed": one.name_printed, "title": one.title,
            "company": one.company, "phones": phones, "emails": one.emails,
            "urls": one.url.iter().collect::<Vec<_>>(), "address": one.address.join(", "), "lines": [drawn.lines],
            "qr": drawn.code, "fonts": [face.name],
        }));
    }
    let text = serde_json::to_vec_pretty(&truth).map_err(std::io::Error::other)?;
    std::fs::write(folder.join("truth.json"), text)?;
    println!("{count} cards in {} with {} families of fonts", folder.display(), faces.len());
    Ok(())
}

/// The families with Latin letters in two weights; ornaments, symbols and typewriters are left out.
fn faces() -> Vec<Face> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let mut families: Vec<String> = fonts
        .faces()
        .filter(|face| face.style == Style::Normal && !face.monospaced)
        .filter_map(|face| face.families.first().map(|(name, _)| name.clone()))
        .collect();
    families.sort_unstable();
    families.dedup();
    let odd = ["Symbol", "Dingbats", "Math", "Emoji", "Z003", "D050000L", "Fallback", "Awesome", "Icons"];
    families.retain(|name| !odd.iter().any(|part| name.contains(part)));
    families.into_iter().filter_map(|name| face(&fonts, name)).collect()
}

fn face(fonts: &Database, name: String) -> Option<Face> {
    let find = |weight| {
        let query = Query { families: &[Family::Name(&name)], weight, stretch: Stretch::Normal, style: Style::Normal };
        let id = fonts.query(&query)?;
        fonts.with_face_data(id, |data, index| FontVec::try_from_vec_and_index(data.to_vec(), index).ok())?
    };
    let (regular, bold) = (find(Weight::NORMAL)?, find(Weight::BOLD)?);
    let latin = ['a', 'é', 'ß', '@', '9'].iter().all(|c| ab_glyph::Font::glyph_id(&regular, *c).0 != 0);
    latin.then_some(Face { name, regular, bold })
}
