//! SARIF 2.1.0 (OASIS), for GitHub code scanning, editors and the collectors of security teams.

mod driver;
mod log;
mod results;
mod uri;

use std::io;

use self::driver::Rules;
use self::log::{BaseIds, Invocation, Log, Message, Notification, Reference, SarifRun, Tool, UriBase};
use self::results::Results;
use super::place::Places;
use super::{Run, json};
use crate::diagnostic::Diagnostic;

/// Where the schema is published; readers compare the text, nobody fetches it.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the findings of `run`.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let rules = Rules::of(run);
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [SarifRun {
            tool: Tool { driver: rules.driver() },
            invocations: [invocation(run)],
            original_uri_base_ids: BaseIds {
                source_root: UriBase { description: Message::plain("the folder that shipworthy was started in") },
            },
            column_kind: "unicodeCodePoints",
            results: Results { run, rules: &rules },
        }],
    };
    json::write_value(&log, &mut *out)?;
    out.write_all(b"\n")
}

/// What kept the run from looking at all there is: also among the results, where people look.
fn invocation(run: &Run) -> Invocation<'_> {
    let mut notifications = Vec::new();
    for file in &run.files {
        let mut places = Places::new(&file.source);
        for diagnostic in &file.diagnostics {
            if let Some(trouble) = Trouble::of(diagnostic) {
                notifications.push(Notification {
                    descriptor: Reference { id: diagnostic.rule },
                    level: trouble.level(),
                    message: Message::new(&*diagnostic.message),
                    locations: [results::location(&file.source, diagnostic.span, &mut places)],
                });
            }
        }
    }
    Invocation {
        execution_successful: notifications.iter().all(|notification| notification.level != "error"),
        tool_execution_notifications: notifications,
    }
}

/// A finding that is about the run itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// A file that cannot be read.
    File,
    /// A defect of ours.
    Internal,
}

impl Trouble {
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        match diagnostic.rule.split_once('/')?.0 {
            "file" => Some(Self::File),
            "internal" => Some(Self::Internal),
            _ => None,
        }
    }

    /// Section 3.58.6: with a warning, what was found is probably right though not all; with an error, it may be wrong.
    const fn level(self) -> &'static str {
        match self {
            Self::File => "warning",
            Self::Internal => "error",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::File => "A file cannot be read.",
            Self::Internal => "A defect of shipworthy kept it from checking a file.",
        }
    }
}
