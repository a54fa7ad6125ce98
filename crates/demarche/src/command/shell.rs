//! Completions and the manual page, made from the command line's own definition.

use crate::arguments::Arguments;
use crate::output::{Failure, print};
use clap::CommandFactory;
use std::process::ExitCode;

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "demarche", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page, each verb with its options.
pub fn man() -> Result<ExitCode, Failure> {
    let mut page = Vec::new();
    let whole = Arguments::command();
    let render = |command: clap::Command, page: &mut Vec<u8>| clap_mangen::Man::new(command).render(page);
    let mut done = render(whole.clone(), &mut page);
    for verb in whole.get_subcommands() {
        let name = format!("demarche-{}", verb.get_name());
        done = done.and_then(|()| render(verb.clone().display_name(name), &mut page));
    }
    done.map_err(|error| Failure::new(format!("cannot write the manual page: {error}"), ""))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}
