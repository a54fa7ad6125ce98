//! The command line: owns clock, files and configuration.

mod arguments;
mod command;
mod input;
mod intake;
mod output;
mod shelf;

use arguments::{Arguments, Verb};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Read(arguments) => command::read::run(&arguments),
        Verb::Add(arguments) => command::add::run(&arguments),
        Verb::Situation(arguments) => command::situation::run(&arguments),
        Verb::Brief(arguments) => command::brief::run(&arguments),
        Verb::Ask(arguments) => command::ask::run(&arguments),
        Verb::Check(arguments) => command::check::run(&arguments),
        Verb::Verify(arguments) => command::verify::run(&arguments),
        Verb::Reports(arguments) => command::reports::run(&arguments),
        Verb::Versions(arguments) => command::versions::run(&arguments),
        Verb::Correct(arguments) => command::correct::run(&arguments),
        Verb::Grade(arguments) => command::grade::run(&arguments),
        Verb::Rebuild(arguments) => command::rebuild::run(&arguments),
        Verb::Export(arguments) => command::export::run(&arguments),
        Verb::Import(arguments) => command::import::run(&arguments),
        Verb::Completions { shell } => command::shell::completions(shell),
        Verb::Man => command::shell::man(),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(1)
        }
    }
}
