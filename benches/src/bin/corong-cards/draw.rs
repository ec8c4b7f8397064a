//! A card on paper: layouts, fonts, colours, a mark and a code.

use ab_glyph::{FontVec, PxScale};
use image::{Rgb, RgbImage};
use imageproc::drawing::{draw_filled_circle_mut, draw_filled_rect_mut, draw_text_mut, text_size};
use imageproc::rect::Rect;
use rand::Rng;
use rxing::Writer;
use rxing::qrcode::QRCodeWriter;

use super::card::Card;

/// Width and height of the paper in pixels.
pub const PAPER: (u32, u32) = (1_050, 600);

/// Two weights of one family.
pub struct Face {
    pub name: String,
    pub regular: FontVec,
    pub bold: FontVec,
}

/// A drawn card with its lines as printed.
pub struct Drawn {
    pub picture: RgbImage,
    pub lines: Vec<String>,
    pub layout: u32,
    pub code: Option<String>,
}

/// A line to draw.
struct Line {
    text: String,
    size: f32,
    bold: bool,
    gap: f32,
}

fn line(text: impl Into<String>, size: f32, bold: bool) -> Line {
    Line { text: text.into(), size, bold, gap: 0.0 }
}

/// How a stack of lines is set.
#[derive(Clone, Copy)]
enum Edge {
    Left,
    Middle,
    Right,
}

struct Paper<'f> {
    picture: RgbImage,
    face: &'f Face,
    ink: Rgb<u8>,
    strong: Rgb<u8>,
    lines: Vec<String>,
}

impl Paper<'_> {
    fn stack(&mut self, lines: &[Line], x: i32, mut y: f32, width: i32, edge: Edge) -> f32 {
        for line in lines {
            if line.text.is_empty() {
                continue;
            }
            y += line.gap;
            let font = if line.bold { &self.face.bold } else { &self.face.regular };
            let mut size = line.size;
            let mut measured = text_size(PxScale::from(size), font, &line.text).0 as i32;
            while measured > width && size > 14.0 {
                size *= 0.94;
                measured = text_size(PxScale::from(size), font, &line.text).0 as i32;
            }
            let left = match edge {
                Edge::Left => x,
                Edge::Middle => x + (width - measured) / 2,
                Edge::Right => x + width - measured,
            };
            let ink = if line.bold { self.strong } else { self.ink };
            draw_text_mut(&mut self.picture, ink, left, y as i32, PxScale::from(size), font, &line.text);
            self.lines.push(line.text.clone());
            y += size * 1.28;
        }
        y
    }
}

fn contact_lines(card: &Card, rng: &mut impl Rng, size: f32) -> Vec<Line> {
    let label = |index: usize, value: &str| {
        let label = card.labels[index];
        if label.is_empty() { value.to_owned() } else { format!("{label}{}{value}", card.label_end) }
    };
    let mut lines: Vec<Line> = Vec::new();
    for phone in &card.phones {
        lines.push(line(label(usize::from(phone.kind != "mobile"), &phone.printed), size, false));
    }
    for email in &card.emails {
        lines.push(line(label(2, email), size, false));
    }
    if let Some(url) = &card.url {
        lines.push(line(label(3, url), size, false));
    }
    if rng.random_bool(0.25) && lines.len() >= 2 {
        let second = lines.remove(1);
        if let Some(first) = lines.first_mut() {
            let separator = ["  |  ", "  •  ", "   "][rng.random_range(0..3)];
            first.text = format!("{}{separator}{}", first.text, second.text);
        }
    }
    lines
}

fn address_lines(card: &Card, rng: &mut impl Rng, size: f32) -> Vec<Line> {
    if rng.random_bool(0.3) {
        return vec![line(card.address.join(", "), size, false)];
    }
    card.address.iter().map(|text| line(text.as_str(), size, false)).collect()
}

/// Draws a card.
pub fn draw(card: &Card, face: &Face, rng: &mut impl Rng) -> Drawn {
    let grounds = [
        ([255, 255, 255], [30, 30, 30], [20, 50, 110]),
        ([250, 246, 236], [50, 40, 30], [120, 30, 30]),
        ([24, 36, 58], [230, 232, 236], [255, 214, 120]),
        ([236, 240, 238], [20, 60, 50], [10, 30, 30]),
        ([255, 255, 255], [90, 90, 95], [30, 30, 30]),
    ];
    let (ground, ink, strong) = grounds[rng.random_range(0..grounds.len())];
    let (width, height) = (PAPER.0 as i32, PAPER.1 as i32);
    let mut paper = Paper {
        picture: RgbImage::from_pixel(PAPER.0, PAPER.1, Rgb(ground)),
        face,
        ink: Rgb(ink),
        strong: Rgb(strong),
        lines: Vec::new(),
    };
    let layout = rng.random_range(0..8);
    let small = rng.random_range(26.0..33.0_f32);
    let loud = |text: &str, on: bool| if on { text.to_uppercase() } else { text.to_owned() };
    let name = line(loud(&card.name_printed, rng.random_bool(0.2)), rng.random_range(44.0..60.0), true);
    let title = line(loud(&card.title, rng.random_bool(0.15)), rng.random_range(29.0..36.0), false);
    let company = line(loud(&card.company, rng.random_bool(0.3)), rng.random_range(34.0..58.0), rng.random_bool(0.8));
    let slogan: Vec<Line> = card.slogan.iter().map(|text| line(text.as_str(), small * 0.9, false)).collect();
    let contact = contact_lines(card, rng, small);
    let address = address_lines(card, rng, small);
    if rng.random_bool(0.4) {
        let mark = Rgb([200, 80, 60]);
        // Not where lines end at the right edge.
        if matches!(layout, 0 | 1 | 5..) && rng.random_bool(0.5) {
            draw_filled_circle_mut(&mut paper.picture, (width - 90, 80), 45, mark);
        } else {
            draw_filled_rect_mut(&mut paper.picture, Rect::at(0, height - 26).of_size(PAPER.0, 26), mark);
        }
    }
    let (left, full) = (60, width - 120);
    let gap = rng.random_range(18.0..46.0);
    let apart = |mut lines: Vec<Line>, gap: f32| {
        if let Some(first) = lines.first_mut() {
            first.gap = gap;
        }
        lines
    };
    match layout {
        // One stack, name first.
        0 => {
            let mut all = vec![name, title, company];
            all.extend(apart(contact, gap));
            all.extend(address);
            all.extend(slogan);
            paper.stack(&all, left, 50.0, full, Edge::Left);
        }
        // Company above, name in the middle, the rest below, centred.
        1 => {
            let mut all = vec![company];
            all.extend(slogan);
            all.extend(apart(vec![name, title], gap));
            all.extend(apart(contact, gap));
            all.extend(address);
            paper.stack(&all, left, 40.0, full, Edge::Middle);
        }
        // Two columns below the company: person and ways to reach.
        2 => {
            let y = paper.stack(&[company], left, 50.0, full, Edge::Left) + gap;
            paper.stack(&[name, title], left, y, full / 2 - 20, Edge::Left);
            let mut right = contact;
            right.extend(apart(address, 10.0));
            paper.stack(&right, left + full / 2 + 20, y, full / 2 - 20, Edge::Left);
        }
        // Person left, address right, ways to reach at the bottom.
        3 => {
            let y = paper.stack(&[name, title], left, 60.0, full, Edge::Left) + gap;
            paper.stack(&contact, left, y, full / 2 - 10, Edge::Left);
            let mut right = vec![company];
            right.extend(address);
            paper.stack(&right, left + full / 2 + 10, y, full / 2 - 10, Edge::Right);
        }
        // Everything to the right.
        4 => {
            let mut all = vec![company];
            all.extend(apart(vec![name, title], gap));
            all.extend(apart(address, gap));
            all.extend(contact);
            paper.stack(&all, left, 40.0, full, Edge::Right);
        }
        // Job title and company in one line.
        5 => {
            let joined = line(format!("{}  |  {}", card.title, card.company), 32.0, false);
            let mut all = vec![name, joined];
            all.extend(apart(contact, gap));
            all.extend(apart(address, gap * 0.6));
            paper.stack(&all, left, 90.0, full, Edge::Left);
        }
        // The company at the foot.
        6 => {
            let mut all = vec![name, title];
            all.extend(apart(contact, gap));
            all.extend(apart(vec![company], gap));
            all.extend(address);
            paper.stack(&all, left, 50.0, full, Edge::Middle);
        }
        // Labels in a column of their own.
        _ => {
            let y = paper.stack(&[company, name, title], left, 40.0, full, Edge::Left) + gap;
            labelled(card, &mut paper, y, small);
            let y = y + (card.phones.len() + card.emails.len() + 1) as f32 * small * 1.3 + 10.0;
            paper.stack(&address, left, y, full, Edge::Left);
        }
    }
    let code = (matches!(layout, 0 | 5) && rng.random_bool(0.45)).then(|| code_text(card, rng)).flatten();
    let code = code.filter(|text| put_code(&mut paper.picture, text));
    Drawn { picture: paper.picture, lines: paper.lines, layout, code }
}

fn labelled(card: &Card, paper: &mut Paper<'_>, mut y: f32, size: f32) {
    let mut rows: Vec<(&str, String)> = Vec::new();
    for phone in &card.phones {
        rows.push((card.labels[usize::from(phone.kind != "mobile")], phone.printed.clone()));
    }
    rows.extend(card.emails.iter().map(|email| (card.labels[2], email.clone())));
    rows.extend(card.url.iter().map(|url| (card.labels[3], url.clone())));
    for (label, value) in rows {
        paper.stack(&[line(label, size, false)], 60, y, 200, Edge::Left);
        y = paper.stack(&[line(value, size, false)], 240, y, 750, Edge::Left);
    }
}

fn code_text(card: &Card, rng: &mut impl Rng) -> Option<String> {
    let phone = card.phones.first()?;
    let email = card.emails.first()?;
    Some(match rng.random_range(0..4) {
        0 => format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nORG:{}\r\nTITLE:{}\r\nTEL:{}\r\nEMAIL:{email}\r\nEND:VCARD\r\n",
            card.name, card.company, card.title, phone.e164
        ),
        1 => format!("MECARD:N:{};TEL:{};EMAIL:{email};;", card.name, phone.e164),
        2 if phone.kind == "mobile" => format!("https://wa.me/{}", phone.e164.trim_start_matches('+')),
        _ => card.url.clone().filter(|url| url.contains("://"))?,
    })
}

fn put_code(picture: &mut RgbImage, text: &str) -> bool {
    let format = rxing::BarcodeFormat::QR_CODE;
    let Ok(matrix) = QRCodeWriter.encode(text, &format, 0, 0) else { return false };
    let modules = matrix.getWidth();
    let scale = (230 / modules).max(3);
    let side = modules * scale;
    let (left, top) = (PAPER.0 - side - 20, PAPER.1 - side - 20);
    for y in 0..side {
        for x in 0..side {
            let dark = matrix.get(x / scale, y / scale);
            picture.put_pixel(left + x, top + y, Rgb(if dark { [0; 3] } else { [255; 3] }));
        }
    }
    true
}
