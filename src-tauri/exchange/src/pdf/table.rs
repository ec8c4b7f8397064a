//! Tables over pages: the head again on every page, and sums carried from one to the next.
//!
//! Deliberately absent: cells over several columns or rows, rows that are cut by a page.

use super::fonts::Weight;
use super::page::{Ink, LEFT, MEASURE, Pages, Side};
use super::shape::{Shaped, Style};

/// The most lines of one cell; more than this is cut, so that a row always fits a page.
const MOST_LINES: usize = 36;
/// Between columns.
const GUTTER: f32 = 10.0;
/// Above and below the text of a row.
const PAD: f32 = 4.5;
/// Left and right of a row.
const INDENT: f32 = 6.0;

const HEAD: Style = Style { weight: Weight::Bold, size: 8.5 };
const BODY: Style = Style { weight: Weight::Regular, size: 9.0 };
const STRONG: Style = Style { weight: Weight::Bold, size: 9.0 };
const DETAIL: Style = Style { weight: Weight::Regular, size: 8.0 };

/// What a column holds.
pub(super) struct Head {
    /// Its title.
    pub title: String,
    /// Where its text stands.
    pub side: Side,
    /// Whether it takes the room that the others leave.
    pub grows: bool,
}

/// One cell.
#[derive(Default)]
pub(super) struct Cell {
    /// Its text.
    pub text: String,
    /// A second, smaller text under it.
    pub detail: String,
    /// Whether it is set bold.
    pub strong: bool,
}

impl Cell {
    /// Ordinary text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn style(&self) -> Style {
        if self.strong { STRONG } else { BODY }
    }
}

/// The sums that are carried over the end of a page, one per row.
pub(super) struct Carry {
    /// Before the sum at the end of a page.
    pub forward: String,
    /// Before the sum at the start of the next.
    pub brought: String,
    /// The sum after each row.
    pub sums: Vec<String>,
}

/// A table.
pub(super) struct Table {
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows, each with a cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// What is carried, if anything.
    pub carry: Option<Carry>,
}

struct Place {
    x: f32,
    width: f32,
    side: Side,
}

impl Table {
    /// Writes the table from here on.
    pub fn write(&self, pages: &mut Pages<'_>) {
        let places = self.places(pages);
        let carried = PAD * 2.0 + Pages::leading(BODY);
        let reserve = if self.carry.is_some() { carried } else { 0.0 };
        let mut head = self.wrapped_head(pages, &places);
        let high = row_height(&head);
        pages.need(high + 3.0 * carried);
        self.write_head(pages, &places, std::mem::take(&mut head), high);
        for (index, row) in self.rows.iter().enumerate() {
            let cells: Vec<Lines> = row.iter().zip(&places).map(|(cell, place)| lines(pages, cell, place)).collect();
            let height = row_height(&cells);
            let is_last = index + 1 == self.rows.len();
            if !pages.has_room(height + if is_last { 0.0 } else { reserve }) {
                self.write_carry(pages, index, |carry| &carry.forward);
                pages.turn();
                let head = self.wrapped_head(pages, &places);
                self.write_head(pages, &places, head, high);
                self.write_carry(pages, index, |carry| &carry.brought);
            }
            write_row(pages, &places, cells, height, Ink::Text);
            pages.rule(LEFT, MEASURE, 0.5, Ink::Hair);
        }
    }

    fn wrapped_head(&self, pages: &Pages<'_>, places: &[Place]) -> Vec<Lines> {
        let one = |(head, place): (&Head, &Place)| Lines {
            main: pages.setter.wrap(&head.title, HEAD, place.width, 3),
            style: HEAD,
            detail: Vec::new(),
        };
        self.heads.iter().zip(places).map(one).collect()
    }

    fn write_head(&self, pages: &mut Pages<'_>, places: &[Place], head: Vec<Lines>, height: f32) {
        pages.area(LEFT, MEASURE, height, Ink::Ground);
        write_row(pages, places, head, height, Ink::Accent);
        pages.rule(LEFT, MEASURE, 1.0, Ink::Accent);
    }

    /// The sum before row `index`.
    fn write_carry(&self, pages: &mut Pages<'_>, index: usize, label: impl Fn(&Carry) -> &String) {
        let Some(carry) = &self.carry else { return };
        let Some(sum) = index.checked_sub(1).and_then(|before| carry.sums.get(before)) else { return };
        let start = pages.y + PAD;
        let label = pages.setter.wrap(label(carry), DETAIL, MEASURE / 2.0, 1);
        let sum = pages.setter.wrap(sum, STRONG, MEASURE / 2.0, 1);
        pages.y = start;
        pages.lines(label, LEFT + INDENT, MEASURE, Side::Left, DETAIL, Ink::Quiet);
        pages.y = start;
        pages.lines(sum, LEFT, MEASURE - INDENT, Side::Right, STRONG, Ink::Text);
        pages.y += PAD;
        pages.rule(LEFT, MEASURE, 0.5, Ink::Hair);
    }

    /// Every column is as wide as its widest text where the page allows it. Where it does not, texts at the left give way
    /// first; where room is left over, it goes to the columns that grow, or to all alike.
    fn places(&self, pages: &Pages<'_>) -> Vec<Place> {
        let count = self.heads.len();
        let mut widths: Vec<f32> = (0..count).map(|column| self.natural(pages, column)).collect();
        let room = MEASURE - 2.0 * INDENT - GUTTER * count.saturating_sub(1) as f32;
        let is_soft: Vec<bool> = self.heads.iter().map(|head| head.side == Side::Left).collect();
        let sum = |widths: &[f32], soft: bool| -> f32 {
            widths.iter().zip(&is_soft).filter(|(_, one)| **one == soft).map(|(width, _)| width).sum()
        };
        let (soft, firm) = (sum(&widths, true), sum(&widths, false));
        if soft + firm > room {
            // Text keeps a third of the page however wide the figures are.
            let firm_room = (room - soft.min(room * 0.34)).min(firm);
            for (width, soft) in widths.iter_mut().zip(&is_soft) {
                if !soft {
                    *width *= firm_room / firm;
                }
            }
            give_way(&mut widths, &is_soft, room - firm_room);
        }
        let left: f32 = (room - widths.iter().sum::<f32>()).max(0.0);
        let growing = self.heads.iter().filter(|head| head.grows).count();
        let share = left / if growing > 0 { growing } else { count.max(1) } as f32;
        let mut x = LEFT + INDENT;
        let mut places = Vec::with_capacity(count);
        for (head, width) in self.heads.iter().zip(widths) {
            let width = width + if growing == 0 || head.grows { share } else { 0.0 };
            places.push(Place { x, width, side: head.side });
            x += width + GUTTER;
        }
        places
    }

    /// The width of a column's widest text; only the longest few are measured.
    fn natural(&self, pages: &Pages<'_>, column: usize) -> f32 {
        let setter = pages.setter;
        let mut cells: Vec<&Cell> = self.rows.iter().filter_map(|row| row.get(column)).collect();
        let longest = |cell: &&Cell| std::cmp::Reverse(cell.text.len().max(cell.detail.len()));
        cells.sort_by_key(longest);
        let title = self.heads.get(column).map_or(0.0, |head| setter.width(&head.title, HEAD));
        let wide = |cell: &&Cell| {
            let start = |text: &str| text.chars().take(120).collect::<String>().replace(['\n', '\r'], " ");
            setter.width(&start(&cell.text), cell.style()).max(setter.width(&start(&cell.detail), DETAIL))
        };
        // A tenth of a point more, so that rounding never wraps the widest.
        cells.iter().take(12).map(wide).fold(title.max(14.0), f32::max) + 0.1
    }
}

/// Cuts the widest of the soft columns until together they fit the room: short columns keep their width.
fn give_way(widths: &mut [f32], is_soft: &[bool], room: f32) {
    let mut open: Vec<f32> = widths.iter().zip(is_soft).filter(|(_, soft)| **soft).map(|(width, _)| *width).collect();
    open.sort_by(f32::total_cmp);
    let (mut rest, mut cap) = (room, 0.0);
    for (index, width) in open.iter().enumerate() {
        cap = rest / (open.len() - index) as f32;
        if *width > cap {
            break;
        }
        rest -= width;
    }
    for (width, _) in widths.iter_mut().zip(is_soft).filter(|(_, soft)| **soft) {
        *width = width.min(cap);
    }
}

struct Lines {
    main: Vec<Shaped>,
    style: Style,
    detail: Vec<Shaped>,
}

fn lines(pages: &Pages<'_>, cell: &Cell, place: &Place) -> Lines {
    let main = pages.setter.wrap(&cell.text, cell.style(), place.width, MOST_LINES);
    let detail = if cell.detail.is_empty() {
        Vec::new()
    } else {
        pages.setter.wrap(&cell.detail, DETAIL, place.width, MOST_LINES / 4)
    };
    Lines { main, style: cell.style(), detail }
}

fn row_height(cells: &[Lines]) -> f32 {
    let height = |cell: &Lines| {
        cell.main.len() as f32 * Pages::leading(cell.style) + cell.detail.len() as f32 * Pages::leading(DETAIL)
    };
    cells.iter().map(height).fold(Pages::leading(BODY), f32::max) + 2.0 * PAD
}

fn write_row(pages: &mut Pages<'_>, places: &[Place], cells: Vec<Lines>, height: f32, ink: Ink) {
    let start = pages.y;
    for (cell, place) in cells.into_iter().zip(places) {
        pages.y = start + PAD;
        pages.lines(cell.main, place.x, place.width, place.side, cell.style, ink);
        pages.lines(cell.detail, place.x, place.width, place.side, DETAIL, Ink::Quiet);
    }
    pages.y = start + height;
}
