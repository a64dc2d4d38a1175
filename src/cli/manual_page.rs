//! `shipworthy manual-page`: the help texts in the form that `man` reads.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::arguments::{Arguments, ENVIRONMENT, EXAMPLES, EXIT_CODES, ManualPage};
use super::failure::Failure;
use super::output;

/// What stands below the options, with the headings that manual pages give it.
const SECTIONS: [(&str, &str); 3] = [("EXIT STATUS", EXIT_CODES), ("ENVIRONMENT", ENVIRONMENT), ("EXAMPLES", EXAMPLES)];

/// Prints the page that `arguments` name.
///
/// # Errors
/// When it cannot be written.
pub(super) fn run(arguments: &ManualPage) -> Result<ExitCode, Failure> {
    let mut command = Arguments::command();
    // Gives the commands the names that their pages have, such as `shipworthy-check`.
    command.build();
    if let Some(name) = &arguments.command {
        let named = command.find_subcommand(name).expect("only names of commands are taken");
        command = named.clone();
    }
    let has_sections = command.get_after_long_help().is_some();
    // Commands have no version of their own.
    let man = Man::new(command).source(concat!("shipworthy ", env!("CARGO_PKG_VERSION")));
    output::to_stdout(|out| {
        man.render_title(out)?;
        man.render_name_section(out)?;
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)?;
        if arguments.command.is_none() {
            man.render_subcommands_section(out)?;
        }
        if has_sections { sections(out) } else { Ok(()) }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The texts as they stand, line by line: they are tables, and a paragraph would run them together.
fn sections(out: &mut dyn io::Write) -> io::Result<()> {
    for (heading, text) in SECTIONS {
        let mut roff = Roff::new();
        roff.control("SH", [heading]).control("nf", []);
        for line in text.lines().skip(1) {
            roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
        roff.control("fi", []);
        out.write_all(roff.render().as_bytes())?;
    }
    Ok(())
}
