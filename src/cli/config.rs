//! `shipworthy config`: what applies to a file, value by value, and who said so.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Check, Config, ConfigFormat};
use super::check::request;
use super::failure::Failure;
use super::output;
use super::settings::{ConfigurationFile, Search};
use crate::config::{Choice, Configuration, Effective, FILE_NAME, FailOn, Origin, Profile, Request};
use crate::diagnostic::Level;
use crate::model::k8s::project::DEFAULT_NAMESPACE;
use crate::report::{json, printable};
use crate::rule::{Group, Rule};
use crate::rules;

/// Shows what applies to the file that `arguments` name.
///
/// # Errors
/// An unusable configuration, output that cannot be written.
pub(super) fn run(arguments: &Config) -> Result<ExitCode, Failure> {
    let check = Check {
        profile: arguments.profile,
        strict: arguments.strict,
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        fail_on: arguments.fail_on,
        kubernetes_version: arguments.kubernetes_version,
        config: arguments.config.clone(),
        no_config: arguments.no_config,
        ..Check::default()
    };
    let request = request(&check);
    // Of a folder, what applies to its files is shown as far as no override tells them apart.
    let file = if arguments.path.is_dir() { arguments.path.join(FILE_NAME) } else { arguments.path.clone() };
    let mut search = Search::new(&check)?;
    let found = search.file_of(&file).map(|(path, base)| ConfigurationFile::read(path, base)).transpose()?;
    let shown = show(&arguments.path, &file, found.as_ref(), &request)?;
    output::to_stdout(|out| match arguments.format {
        ConfigFormat::Toml => out.write_all(shown.toml().as_bytes()),
        ConfigFormat::Json => {
            json::write_value(&shown, &mut *out)?;
            writeln!(out)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What applies, as it is shown.
#[derive(Serialize)]
struct Shown {
    path: String,
    /// The configuration's path.
    configuration: Option<String>,
    /// Whether the file is left out when it is found in a folder.
    excluded: bool,
    overrides: Vec<ShownOverride>,
    values: Vec<Value>,
    rules: Vec<ShownRule>,
}

#[derive(Serialize)]
struct ShownOverride {
    /// From 1.
    number: usize,
    paths: Vec<String>,
}

#[derive(Serialize)]
struct Value {
    key: &'static str,
    value: toml::Value,
    #[serde(flatten)]
    from: From,
}

#[derive(Serialize)]
struct ShownRule {
    rule: &'static str,
    /// `off`, or the level of its findings.
    level: &'static str,
    options: toml::Table,
    #[serde(flatten)]
    from: From,
}

/// Who said something.
#[derive(Serialize)]
struct From {
    /// `default`, `command-line` or `configuration`.
    from: &'static str,
    /// The line of the configuration, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The number of the override, from 1.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    over: Option<usize>,
}

fn show(path: &Path, file: &Path, found: Option<&ConfigurationFile>, request: &Request) -> Result<Shown, Failure> {
    let none = Configuration::default();
    let overrides = found.map(|found| found.overrides(file)).unwrap_or_default();
    let effective = match found {
        Some(found) => found.effective(request, &overrides)?,
        None => Effective::new(request, &none, &[]).map_err(|error| Failure::Request(error.message()))?,
    };
    let configuration = effective.configuration;
    let number =
        |&index: &usize| ShownOverride { number: index + 1, paths: configuration.overrides[index].paths.clone() };
    let sources = Sources { found, effective: &effective };
    Ok(Shown {
        path: path.to_string_lossy().into_owned(),
        configuration: found.map(|found| found.source.path().to_owned()),
        excluded: found.is_some_and(|found| found.excludes(file)),
        overrides: overrides.iter().map(number).collect(),
        values: sources.values(),
        rules: sources.rules(),
    })
}

/// Knows where values come from.
struct Sources<'s> {
    found: Option<&'s ConfigurationFile>,
    effective: &'s Effective<'s>,
}

impl Sources<'_> {
    fn values(&self) -> Vec<Value> {
        let Effective { configuration, .. } = self.effective;
        let mut values = Vec::new();
        let mut add = |key, value: toml::Value, origin| values.push(Value { key, value, from: self.from(origin) });
        let written = |key| Origin::Written { layer: None, key, item: None };
        if let Some(version) = &configuration.rules_version {
            add("rules-version", version.clone().into(), written("rules-version"));
        }
        if let Some(profile) = self.effective.profile.value.map(Profile::name) {
            add("profile", profile.into(), self.effective.profile.origin);
        }
        add("strict", self.effective.strict.value.into(), self.effective.strict.origin);
        let fail_on = self.effective.fail_on;
        add("fail-on", FailOn::name(fail_on.value).into(), fail_on.origin);
        add("suppressions", self.effective.suppressions.value.into(), self.effective.suppressions.origin);
        let kubernetes = self.effective.kubernetes;
        add("kubernetes-version", kubernetes.value.to_string().into(), kubernetes.origin);
        let namespace = self.effective.default_namespace;
        add("default-namespace", namespace.value.unwrap_or(DEFAULT_NAMESPACE).into(), namespace.origin);
        let lists = [
            ("exclude", &configuration.exclude),
            ("schemas", &configuration.schemas),
            ("known-objects", &configuration.known_objects),
            ("trusted-registries", &configuration.trusted_registries),
        ];
        for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            add(key, list.clone().into(), written(key));
        }
        if configuration.strict_labels {
            add("strict-labels", true.into(), written("strict-labels"));
        }
        if !configuration.label_schema.is_empty() {
            let labels = configuration.label_schema.iter();
            let table: toml::Table = labels.map(|(label, kind)| (label.clone(), kind.name().into())).collect();
            add("label-schema", table.into(), written("label-schema"));
        }
        values
    }

    /// The rules that are on, and those that the configuration turns off or that are on by default.
    fn rules(&self) -> Vec<ShownRule> {
        let choices = rules::all().map(|rule| (rule, self.effective.rules.of(rule)));
        let is_shown = |rule: &Rule, choice: &Choice| {
            let is_said = matches!(choice.origin, Origin::Written { .. });
            choice.level.is_some() || is_said || rule.group == Group::Default
        };
        choices
            .filter(|(rule, choice)| is_shown(rule, choice))
            .map(|(rule, choice)| ShownRule {
                rule: rule.id,
                level: choice.level.map_or("off", Level::name),
                options: choice.options,
                from: self.from(choice.origin),
            })
            .collect()
    }

    fn from(&self, origin: Origin) -> From {
        let over = match origin {
            Origin::Written { layer, .. } => layer.map(|index| index + 1),
            Origin::Default | Origin::CommandLine => None,
        };
        let line = self.found.and_then(|found| {
            let span = self.effective.path(origin)?.span(found.source.text())?;
            Some(found.source.line_number(span.start as u32))
        });
        let from = match origin {
            Origin::Default => "default",
            Origin::CommandLine => "command-line",
            Origin::Written { .. } => "configuration",
        };
        From { from, line, over }
    }
}

impl Shown {
    /// As a configuration that gives the same, with comments.
    fn toml(&self) -> String {
        let mut out = format!("# What applies to `{}`:\n", printable(&self.path));
        let file = self.configuration.as_deref().map(|path| printable(path).into_owned());
        match &file {
            Some(file) => out.push_str(&format!("# Configuration: {file}\n")),
            None => out.push_str("# There is no configuration.\n"),
        }
        for ShownOverride { number, paths } in &self.overrides {
            out.push_str(&format!("# Override {number} applies: {}\n", printable(&paths.join(", "))));
        }
        if self.excluded {
            out.push_str("# It is excluded: it is checked only when it is named.\n");
        }
        out.push('\n');
        let file = file.unwrap_or_default();
        let (tables, values): (Vec<_>, Vec<_>) = self.values.iter().partition(|value| value.value.is_table());
        for Value { key, value, from } in values {
            // Strings cannot be written to without success.
            let _ = writeln!(out, "{key} = {value}  # {}", from.text(&file));
        }
        for Value { key, value, from } in tables {
            let _ = writeln!(out, "\n# {}\n[{key}]", from.text(&file));
            for (name, value) in value.as_table().into_iter().flatten() {
                let _ = writeln!(out, "{} = {value}", toml::Value::from(&**name));
            }
        }
        let on = self.rules.iter().filter(|rule| rule.level != "off").count();
        let (plural, verb) = if on == 1 { ("", "is") } else { ("s", "are") };
        let _ = writeln!(out, "\n# {on} rule{plural} {verb} on.\n[rules]");
        for ShownRule { rule, level, options, from } in &self.rules {
            let from = from.text(&file);
            if options.is_empty() {
                let _ = writeln!(out, "\"{rule}\" = \"{level}\"  # {from}");
            } else {
                let options: Vec<_> = options.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                let _ = writeln!(out, "\"{rule}\" = {{ level = \"{level}\", {} }}  # {from}", options.join(", "));
            }
        }
        // A configuration is no more trusted than the files beside it.
        out.lines().map(|line| format!("{}\n", printable(line))).collect()
    }
}

impl From {
    fn text(&self, file: &str) -> String {
        let over = self.over.map(|number| format!(", override {number}")).unwrap_or_default();
        match (self.from, self.line) {
            ("configuration", Some(line)) => format!("{file}:{line}{over}"),
            ("configuration", None) => format!("{file}{over}"),
            ("command-line", _) => "command line".to_owned(),
            (other, _) => other.to_owned(),
        }
    }
}
