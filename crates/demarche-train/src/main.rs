//! Fits, shrinks and scores what `demarche-read` ships. Development only: nothing shipped depends on it.

mod grow;
mod score;
mod syntax;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "demarche-train", about = "Fits and scores what demarche reads with")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Fits weights and writes them to the models of `demarche-read`
    #[command(subcommand)]
    Fit(Fit),
    /// Measures accuracy against gold and writes a table under scores/
    #[command(subcommand)]
    Score(Score),
    /// Grows a ledger to measure on: copies of its reports with other names and days
    Grow {
        /// The ledger to copy from
        from: PathBuf,
        /// The ledger to write
        to: PathBuf,
        /// Copies of each report
        #[arg(long, default_value_t = 58)]
        copies: usize,
        /// Keep the parties: all of it is on the same confrontations
        #[arg(long)]
        same_parties: bool,
    },
}

#[derive(Subcommand)]
enum Fit {
    /// Word classes, segmentation, tags and trees
    Syntax(syntax::FitOptions),
}

#[derive(Subcommand)]
enum Score {
    /// Events, on the PLOVER gold standard records and where source and target are given: `score events DATA/events`
    Events {
        /// Folder with plover_gsr.jsonl and plv_news_dev.jsonl
        data: PathBuf,
        /// Print every sentence without a match
        #[arg(long)]
        misses: bool,
        /// Compare with the committed table instead of writing it
        #[arg(long)]
        check: bool,
        /// Where score tables live
        #[arg(long, default_value = "scores")]
        scores: PathBuf,
    },
    /// Segmentation, tags and trees: EWT and GUM-open
    Syntax(syntax::ScoreOptions),
    /// The reading exam: `score exam CASES --misses --case seed`
    Exam {
        /// Folder of cases, each with report.txt and gold.json
        cases: PathBuf,
        /// Print every miss, wrong attribute and extra fact
        #[arg(long)]
        misses: bool,
        /// Only this case (nothing is written then)
        #[arg(long)]
        case: Option<String>,
        /// Compare with the committed table instead of writing it
        #[arg(long)]
        check: bool,
        /// Where score tables live
        #[arg(long, default_value = "scores")]
        scores: PathBuf,
    },
    /// Bodies of news pages, beside what other tools find: `score pages DATA`
    Pages(Corpora),
    /// Source, cue and content of attributions: PolNeAR
    Statements(Corpora),
    /// Speed and memory on one core: `score speed examples/iran-us`
    Speed {
        /// Folder of reports
        reports: PathBuf,
        /// Where score tables live
        #[arg(long, default_value = "scores")]
        scores: PathBuf,
    },
    /// Time expressions: TimeBank, AQUAINT, MEANTIME
    Time(Corpora),
}

/// Where corpora and score tables are.
#[derive(clap::Args)]
struct Corpora {
    /// Folder that holds the corpora
    data: PathBuf,
    /// Print every miss
    #[arg(long)]
    misses: bool,
    /// Compare with the committed table instead of writing it
    #[arg(long)]
    check: bool,
    /// Where score tables live
    #[arg(long, default_value = "scores")]
    scores: PathBuf,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Grow { from, to, copies, same_parties } => {
            let parties = if same_parties { grow::Parties::Stay } else { grow::Parties::Change };
            grow::run(&from, &to, copies, parties)
        }
        Verb::Fit(Fit::Syntax(options)) => syntax::fit(&options),
        Verb::Score(Score::Syntax(options)) => syntax::score(&options),
        Verb::Score(Score::Events { data, misses, check, scores }) => {
            score::events::run_events(&data, &scores, misses, check)
        }
        Verb::Score(Score::Exam { cases, misses, case, check, scores }) => {
            score::run_exam(&cases, &scores, case.as_deref(), misses, check)
        }
        Verb::Score(Score::Pages(at)) => score::pages::run(&at.data, &at.scores, at.misses, at.check),
        Verb::Score(Score::Statements(at)) => {
            let file = at.data.join("statements/polnear-dev.jsonl");
            score::statements::run(&file, &at.scores, at.misses, at.check)
        }
        Verb::Score(Score::Speed { reports, scores }) => score::speed::run(&reports, &scores),
        Verb::Score(Score::Time(at)) => score::time::run(&at.data, &at.scores, at.misses, at.check),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
