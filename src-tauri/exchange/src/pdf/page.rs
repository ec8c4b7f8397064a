//! Pages as lists of marks; drawn when all are laid out, since "page 1 of 7" is known only then.
//!
//! Deliberately absent: paper other than A4, landscape.

use krilla::Document;
use krilla::color::rgb;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;

use super::fonts::Weight;
use super::shape::{Setter, Shaped, Style};
use super::words::Words;
use super::{Made, PdfError};

/// A4 in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
/// Left and right edge of the text.
pub(super) const LEFT: f32 = 48.0;
pub(super) const RIGHT: f32 = WIDTH - 48.0;
/// Width of the text.
pub(super) const MEASURE: f32 = RIGHT - LEFT;
const TOP: f32 = 44.0;
const BOTTOM: f32 = HEIGHT - 62.0;

/// A colour by its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Text.
    Text,
    /// Second lines, labels.
    Quiet,
    /// Heads and rules that carry weight.
    Accent,
    /// The ground under heads of tables.
    Ground,
    /// Hairlines.
    Hair,
}

impl Ink {
    fn color(self) -> rgb::Color {
        match self {
            Self::Text => rgb::Color::new(11, 18, 32),
            Self::Quiet => rgb::Color::new(72, 83, 101),
            Self::Accent => rgb::Color::new(11, 79, 108),
            Self::Ground => rgb::Color::new(237, 242, 246),
            Self::Hair => rgb::Color::new(203, 210, 220),
        }
    }
}

/// Where text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
}

enum Mark {
    Text { x: f32, base: f32, size: f32, ink: Ink, line: Shaped },
    Area { x: f32, y: f32, width: f32, height: f32, ink: Ink },
    Picture { x: f32, y: f32, width: f32, height: f32, image: Image },
}

/// The pages, and how far down the last one is written.
pub(super) struct Pages<'s> {
    /// Sets the text.
    pub setter: &'s Setter,
    /// How far down the page is written, in points from its top.
    pub y: f32,
    pages: Vec<Vec<Mark>>,
}

impl<'s> Pages<'s> {
    /// One empty page.
    pub fn new(setter: &'s Setter) -> Self {
        Self { setter, y: TOP, pages: vec![Vec::new()] }
    }

    /// Whether so many points are left on the page.
    pub fn has_room(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    /// Begins a new page unless so many points are left; a thing higher than a page begins where it is when the page is
    /// still empty.
    pub fn need(&mut self, height: f32) {
        if !self.has_room(height) && self.y > TOP {
            self.turn();
        }
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// The height of a line of this size.
    pub fn leading(style: Style) -> f32 {
        style.size * 1.36
    }

    /// Lines in a column, from here down on this page.
    pub fn lines(&mut self, lines: Vec<Shaped>, x: f32, width: f32, side: Side, style: Style, ink: Ink) {
        for line in lines {
            let wide = line.width * style.size;
            let x = match side {
                Side::Left => x,
                Side::Right => x + width - wide,
            };
            let base = self.y + style.size * 1.05;
            self.put(Mark::Text { x, base, size: style.size, ink, line });
            self.y += Self::leading(style);
        }
    }

    /// Text in a column over as many pages as it takes.
    pub fn text(&mut self, text: &str, x: f32, width: f32, style: Style, ink: Ink) {
        for line in self.setter.wrap(text, style, width, usize::MAX) {
            self.need(Self::leading(style));
            self.lines(vec![line], x, width, Side::Left, style, ink);
        }
    }

    /// A rule from here down; moves on by its thickness.
    pub fn rule(&mut self, x: f32, width: f32, thickness: f32, ink: Ink) {
        self.put(Mark::Area { x, y: self.y, width, height: thickness, ink });
        self.y += thickness;
    }

    /// A filled area that what follows is written on; does not move on.
    pub fn area(&mut self, x: f32, width: f32, height: f32, ink: Ink) {
        self.put(Mark::Area { x, y: self.y, width, height, ink });
    }

    /// A picture with its upper left corner here; does not move on.
    pub fn picture(&mut self, x: f32, size: (f32, f32), image: Image) {
        self.put(Mark::Picture { x, y: self.y, width: size.0, height: size.1, image });
    }

    /// Writes the feet and puts the file together.
    pub fn finish(mut self, title: &str, foot: &str, words: &Words) -> Result<Made, PdfError> {
        let style = Style { weight: Weight::Regular, size: 8.0 };
        let count = self.pages.len();
        let mut document = Document::new();
        let title = self.setter.clean(title);
        document
            .set_metadata(Metadata::new().title(title).language(words.code.to_owned()).creator("Corong".to_owned()));
        for (index, marks) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            self.pages = vec![marks];
            self.y = HEIGHT - 46.0;
            self.rule(LEFT, MEASURE, 0.5, Ink::Hair);
            self.y += 5.0;
            let start = self.y;
            let lines = self.setter.wrap(foot, style, MEASURE - 110.0, 1);
            self.lines(lines, LEFT, MEASURE, Side::Left, style, Ink::Quiet);
            self.y = start;
            let number = format!("{} {} {} {count}", words.page, index + 1, words.of);
            let lines = self.setter.wrap(&number, style, 110.0, 1);
            self.lines(lines, LEFT, MEASURE, Side::Right, style, Ink::Quiet);
            let settings = PageSettings::new(Size::from_wh(WIDTH, HEIGHT).ok_or(PdfError::Font)?);
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for mark in self.pages.iter().flatten() {
                draw(&mut surface, self.setter, mark);
            }
            surface.finish();
            page.finish();
        }
        let bytes = document.finish().map_err(|error| match error {
            KrillaError::Image(..) | KrillaError::SixteenBitImage(..) => PdfError::PictureUnreadable,
            other => PdfError::Write(other),
        })?;
        Ok(Made { bytes, pages: count, missing: self.setter.missing(), shortened: self.setter.shortened() })
    }
}

fn draw(surface: &mut Surface<'_>, setter: &Setter, mark: &Mark) {
    let fill = |ink: Ink| Fill { paint: ink.color().into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero };
    match mark {
        Mark::Text { x, base, size, ink, line } => {
            surface.set_fill(Some(fill(*ink)));
            let mut x = *x;
            for piece in &line.pieces {
                if let Some(one) = setter.case.get(piece.font) {
                    let start = Point::from_xy(x, *base);
                    surface.draw_glyphs(start, &piece.glyphs, one.font.clone(), &piece.text, *size, false);
                }
                x += piece.width * size;
            }
        }
        Mark::Area { x, y, width, height, ink } => {
            let mut path = PathBuilder::new();
            if let Some(area) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(area);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(*ink)));
                surface.draw_path(&path);
            }
        }
        Mark::Picture { x, y, width, height, image } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
}
