//! The command line: owns clock, files and configuration.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(verb), Some(path)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: demarche read FILE [--format json|conllu]");
        return ExitCode::from(2);
    };
    let format = arguments.nth(1).unwrap_or_else(|| "json".to_owned());
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("error: cannot {verb} {path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let report = demarche_gather::from_text(&bytes);
    let reader = demarche_read::Reader::new();
    if format == "conllu" {
        let document = demarche_read::report::lay_out(&report);
        print!("{}", demarche_read::conllu::write(&reader.parse_document(&document)));
    } else {
        println!("{}", serde_json::to_string_pretty(&reader.read(&report)).unwrap_or_default());
    }
    ExitCode::SUCCESS
}
