//! The fonts that documents are set in, and which of them has a character.
//!
//! Deliberately absent: fonts of the machine; a document looks the same on every one.

use krilla::text::Font;
use rustybuzz::Face;

use super::PdfError;

/// In the order in which they are asked for a character: the first two are the text, the others what it lacks.
const FILES: [&[u8]; 9] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansMath-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansSymbols2-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansThai-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansTamil-Regular.ttf"),
];

/// How heavy text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    /// Ordinary text.
    Regular,
    /// Names, heads and totals.
    Bold,
}

/// One font, for shaping and for drawing.
pub(super) struct Type {
    /// Knows the glyphs of a text.
    pub face: Face<'static>,
    /// Draws them.
    pub font: Font,
    /// Units per em.
    pub units: f32,
}

/// All fonts.
pub(super) struct Case(Vec<Type>);

impl Case {
    /// Reads the fonts.
    pub fn open() -> Result<Self, PdfError> {
        let mut types = Vec::with_capacity(FILES.len());
        for bytes in FILES {
            let face = Face::from_slice(bytes, 0).ok_or(PdfError::Font)?;
            let font = Font::new(bytes.into(), 0).ok_or(PdfError::Font)?;
            let units = font.units_per_em();
            types.push(Type { face, font, units });
        }
        Ok(Self(types))
    }

    /// The font with this number.
    pub fn get(&self, number: usize) -> Option<&Type> {
        self.0.get(number)
    }

    /// The number of the font of text.
    pub fn text(weight: Weight) -> usize {
        match weight {
            Weight::Regular => 0,
            Weight::Bold => 1,
        }
    }

    /// Whether a font has a character.
    pub fn has(&self, number: usize, letter: char) -> bool {
        self.get(number).is_some_and(|one| one.face.glyph_index(letter).is_some())
    }

    /// The font that has a character, by preference the font of text.
    pub fn find(&self, letter: char, weight: Weight) -> Option<usize> {
        let text = Self::text(weight);
        if self.has(text, letter) {
            return Some(text);
        }
        (0..self.0.len()).find(|number| self.has(*number, letter))
    }
}
