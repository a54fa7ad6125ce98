//! Reads one news report into a record of who said, did and wants what, each fact bound to its bytes.
//!
//! Reading never fails: whatever comes in, a record comes out, with the layers that were found. It knows no file,
//! clock, network or hash order; the same report gives the same record on any machine.

// The pipeline, in order. Stages never import each other; each reads the layers before it off the `Reading`.
mod segment;
mod parse;
mod inflect;
mod name;
mod time;
mod say;
mod deed;
mod path;
mod stand;
mod expect;
mod stake;
mod clash;

pub mod conllu;
pub mod country;
pub mod gazetteer;
pub mod given;
pub mod reading;
pub mod record;
pub mod report;
pub mod syntax;
pub mod text;

mod lexicon;
mod phrase;
mod quick;
#[cfg(test)]
mod sample;
mod weights;

/// What `demarche-train` shares with the reader: features, searches and the layout of weights. Not for readers.
#[doc(hidden)]
#[allow(missing_docs)]
pub mod fitting {
    pub mod parse {
        pub use crate::parse::*;
    }
    pub mod segment {
        pub use crate::segment::*;
    }
    pub mod inflect {
        pub use crate::inflect::*;
    }
    pub mod weights {
        pub use crate::weights::*;
    }
}

/// Which reader this is: its version, and a hash over the code, tables and weights it is built from.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("DEMARCHE_READER"));

use reading::Reading;
use record::Record;
use report::{Document, Report};

/// Everything that reading needs, loaded once: tables and weights. Shared between threads.
pub struct Reader {
    segmenter: segment::Segmenter,
    parser: parse::Parser,
    inflector: inflect::Inflector,
    names: name::Names,
    times: time::Times,
    sayings: say::Sayings,
    deeds: deed::Deeds,
    paths: path::Paths,
    stands: stand::Stands,
    expectations: expect::Expectations,
    stakes: stake::Stakes,
    clashes: clash::Clashes,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader::new()
    }
}

impl Reader {
    /// Loads the tables and weights that are built in.
    pub fn new() -> Reader {
        // The tables of names take as long to fill as all the rest together: a thread of their own halves a start.
        std::thread::scope(|scope| {
            let names = scope.spawn(name::Names::new);
            Reader {
                segmenter: segment::Segmenter::new(),
                parser: parse::Parser::new(),
                inflector: inflect::Inflector::new(),
                times: time::Times::new(),
                sayings: say::Sayings::new(),
                deeds: deed::Deeds::new(),
                paths: path::Paths::new(),
                stands: stand::Stands::new(),
                expectations: expect::Expectations::new(),
                stakes: stake::Stakes::new(),
                clashes: clash::Clashes::new(),
                names: names.join().unwrap_or_else(|_| name::Names::new()),
            }
        })
    }

    /// Reads a report into its record.
    pub fn read(&self, report: &Report) -> Record {
        let document = report::lay_out(report);
        record::write_down(&self.read_document(&document))
    }

    /// Reads a document that is already laid out, and keeps every layer.
    pub fn read_document<'d>(&self, document: &'d Document) -> Reading<'d> {
        let mut reading = self.parse_document(document);
        if !document.is_readable() {
            return reading;
        }
        self.names.run(&mut reading);
        reading.link_mentions();
        self.times.run(&mut reading);
        self.sayings.run(&mut reading);
        self.deeds.run(&mut reading);
        self.paths.run(&mut reading);
        self.stands.run(&mut reading);
        self.expectations.run(&mut reading);
        self.stakes.run(&mut reading);
        self.clashes.run(&mut reading);
        reading
    }

    /// Syntax alone: sentences, words, tags and trees.
    pub fn parse_document<'d>(&self, document: &'d Document) -> Reading<'d> {
        let mut reading = Reading::new(document);
        if !document.is_readable() {
            return reading;
        }
        self.segmenter.run(&mut reading);
        self.parser.run(&mut reading);
        self.inflector.run(&mut reading);
        reading.link_children();
        reading
    }

    /// Tags and trees for given words, where segmentation comes from elsewhere.
    pub fn parse_words<'d>(&self, given: &'d given::Given) -> Reading<'d> {
        let mut reading = given.reading();
        self.parser.run(&mut reading);
        self.inflector.run(&mut reading);
        reading.link_children();
        reading
    }
}
