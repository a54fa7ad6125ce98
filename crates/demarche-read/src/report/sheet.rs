//! The lines of a report while their kinds are told: the working form between parts and blocks.
//!
//! In: the parts. Out: normalised text, one line a block, each line with the kind found so far.

use super::{Block, BlockKind, Part, normal};
use crate::text::Span;
use std::ops::Range;

/// Longest text that spans can point into.
const LONGEST: usize = u32::MAX as usize - 1;

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its bytes in the text, as its block will have them: markers and datelines are cut off the front.
    pub range: Range<usize>,
    /// A byline block cut off its front: the dateline.
    pub dateline: Option<Range<usize>>,
    /// What it is, once that is known.
    pub kind: Option<BlockKind>,
    /// Whether the source says what it is.
    pub given: bool,
    /// Whether a blank line stands before it.
    pub gap: bool,
}

/// All lines.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The normalised text.
    pub text: String,
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// Whether text had to be left out because it is longer than spans can reach.
    pub cut: bool,
}

impl Sheet {
    /// Normalises parts into lines.
    pub fn new(parts: &[Part]) -> Sheet {
        let mut sheet = Sheet::default();
        let mut gap = false;
        for part in parts {
            // Where the source marks a part it is one block; else each of its lines may be one.
            if part.kind.is_some() {
                gap = !sheet.push(&part.text, part.kind, gap) && gap;
            } else {
                for line in normal::lines(&part.text) {
                    gap = !sheet.push(line, None, gap);
                }
            }
        }
        sheet
    }

    /// Appends a line; false if nothing of it is left.
    fn push(&mut self, line: &str, kind: Option<BlockKind>, gap: bool) -> bool {
        if self.text.len().saturating_add(line.len()) > LONGEST {
            self.cut = true;
            return true;
        }
        let start = self.text.len();
        let range = normal::push_line(&mut self.text, line);
        if range.is_empty() {
            self.text.truncate(start);
            return false;
        }
        self.text.push('\n');
        self.lines.push(Line { range, dateline: None, kind, given: kind.is_some(), gap });
        true
    }

    /// Text of a line.
    pub fn at(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |line| self.text.get(line.range.clone()).unwrap_or(""))
    }

    /// Kind of a line.
    pub fn kind(&self, line: usize) -> Option<BlockKind> {
        self.lines.get(line)?.kind
    }

    /// Whether a blank line stands before a line, or nothing follows.
    pub fn gap(&self, line: usize) -> bool {
        self.lines.get(line).is_none_or(|line| line.gap)
    }

    /// Whether the kind of a line is still to be told.
    pub fn is_open(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|line| line.kind.is_none())
    }

    /// Gives a line its kind.
    pub fn set(&mut self, line: usize, kind: BlockKind) {
        if let Some(line) = self.lines.get_mut(line) {
            line.kind = Some(kind);
        }
    }

    /// Cuts bytes and the spaces after them off the front of a line, unless nothing would be left.
    pub fn cut_front(&mut self, line: usize, bytes: usize) {
        let text = self.at(line);
        let Some(rest) = text.get(bytes..).map(str::trim_start).filter(|rest| !rest.is_empty()) else {
            return;
        };
        let cut = text.len() - rest.len();
        if let Some(line) = self.lines.get_mut(line) {
            line.range.start += cut;
        }
    }

    /// Cuts the dateline off the front of a line and keeps it as a block of its own.
    pub fn cut_dateline(&mut self, line: usize, bytes: usize) {
        let before = self.lines.get(line).map_or(0, |line| line.range.start);
        self.cut_front(line, bytes);
        let dateline = self.text.get(before..before + bytes).map_or(0, |words| words.trim_end().len());
        if let Some(line) = self.lines.get_mut(line)
            && line.range.start > before
        {
            line.dateline = Some(before..before + dateline);
        }
    }

    /// The finished text and its blocks.
    pub fn finish(self) -> (String, Vec<Block>) {
        let mut blocks = Vec::with_capacity(self.lines.len());
        for line in self.lines {
            if let Some(range) = line.dateline {
                blocks.push(Block { kind: BlockKind::Byline, span: Span::new(range.start, range.end) });
            }
            let kind = line.kind.unwrap_or(BlockKind::Paragraph);
            blocks.push(Block { kind, span: Span::new(line.range.start, line.range.end) });
        }
        (self.text, blocks)
    }
}
