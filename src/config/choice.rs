//! Which rules are on for a file, at which level and with which options, and who said so.
//!
//! The file's own keys are the first layer, each override that applies is one more. A later layer has the last word; within
//! one, `ignore` has it over levels, and of levels the one with the narrower word.

use super::error::{Mistake, invalid_options};
use super::place::{KeyPath, Step};
use super::{Configuration, ConfigurationError, Profile, Request, RuleConfiguration, Selector};
use crate::diagnostic::Level;
use crate::rule::{Group, Peer, Rule};

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it is so unless somebody says otherwise.
    Default,
    /// The command line.
    CommandLine,
    /// The configuration file.
    Written {
        /// The number of the override, from 0; `None` for the file's own keys.
        layer: Option<usize>,
        /// The key.
        key: &'static str,
        /// For a list, the number of the item, from 0; for `rules`, that of the entry in order of its word.
        item: Option<usize>,
    },
}

/// What becomes of a rule.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The level of its findings; `None` when it is off.
    pub level: Option<Level>,
    /// Who had the last word on that.
    pub origin: Origin,
    /// The options that somebody set.
    pub options: toml::Table,
}

/// Decides what becomes of each rule.
#[derive(Debug)]
pub struct Chooser<'c> {
    request: &'c Request,
    configuration: &'c Configuration,
    profile: Option<Profile>,
    /// Rules that came after this are off unless they are named.
    pin: Option<Release>,
    layers: Vec<Layer<'c>>,
}

/// A version without what is behind its first three numbers.
type Release = (u32, u32, u32);

#[derive(Debug)]
struct Layer<'c> {
    number: Option<usize>,
    select: Vec<Selector>,
    ignore: Vec<Selector>,
    /// Narrower words behind wider ones.
    entries: Vec<Entry<'c>>,
}

/// What `rules` says of a word.
#[derive(Debug)]
struct Entry<'c> {
    index: usize,
    selector: Selector,
    level: Option<LevelChoice>,
    /// The rest of its table.
    options: Option<&'c toml::Table>,
}

/// What a user may ask of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LevelChoice {
    Off,
    On(Level),
}

impl<'c> Chooser<'c> {
    /// Reads what `request` and `configuration` say of rules; `overrides` are the numbers of those that apply.
    ///
    /// # Errors
    /// When the configuration names what does not exist, in whatever override.
    pub(super) fn new(
        request: &'c Request,
        configuration: &'c Configuration,
        overrides: &[usize],
        profile: Option<Profile>,
    ) -> Result<Self, ConfigurationError> {
        let Configuration { select, ignore, rules, .. } = configuration;
        let own = Keys { number: None, select, ignore, rules };
        let mut layers = vec![own.read()?];
        for (index, overriding) in configuration.overrides.iter().enumerate() {
            let keys = Keys {
                number: Some(index),
                select: &overriding.select,
                ignore: &overriding.ignore,
                rules: &overriding.rules,
            };
            let layer = keys.read()?;
            if overrides.contains(&index) {
                layers.push(layer);
            }
        }
        let pin = configuration.rules_version.as_deref().map(read_pin).transpose()?;
        Ok(Self { request, configuration, profile, pin, layers })
    }

    /// What becomes of `rule`.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> Choice {
        let first = self.at_first(rule);
        // A selection on the command line is the whole of it: the configuration may only take away from it.
        if first.is_none() && !self.request.select.is_empty() {
            return Choice { level: None, origin: Origin::CommandLine, options: toml::Table::new() };
        }
        let mut is_on = first.is_some();
        let mut origin = first.unwrap_or(Origin::Default);
        let mut level = rule.level;
        for layer in &self.layers {
            let selected = layer.number.and_then(|_| self.naming(&layer.select, rule));
            if let Some(item) = selected {
                is_on = true;
                origin = layer.origin("select", item);
            }
            for entry in layer.entries.iter().filter(|entry| self.names(&entry.selector, rule)) {
                match entry.level {
                    Some(LevelChoice::Off) => is_on = false,
                    Some(LevelChoice::On(chosen)) => (is_on, level) = (true, chosen),
                    None => continue,
                }
                origin = layer.origin("rules", entry.index);
            }
            if let Some(item) = layer.ignore.iter().position(|selector| selector.names(rule)) {
                is_on = false;
                origin = layer.origin("ignore", item);
            }
        }
        if self.request.ignore.iter().any(|selector| selector.names(rule)) {
            is_on = false;
            origin = Origin::CommandLine;
        }
        Choice { level: is_on.then_some(level), origin, options: self.options(rule) }
    }

    /// Who has the rule on before levels, ignores and overrides are looked at; `None` when nobody does.
    fn at_first(&self, rule: &Rule) -> Option<Origin> {
        let request = self.request;
        if request.select.iter().any(|selector| selector.names(rule)) {
            return Some(Origin::CommandLine);
        }
        let own = &self.layers[0];
        let is_alone = request.select.is_empty();
        if let Some(item) = self.naming(&own.select, rule).filter(|_| is_alone) {
            return Some(own.origin("select", item));
        }
        self.by_group(rule)
    }

    /// Who has a rule on without naming it: a profile, or what is on by default or by strictness.
    fn by_group(&self, rule: &Rule) -> Option<Origin> {
        let &Self { request, configuration, profile, .. } = self;
        let written = |key| Origin::Written { layer: None, key, item: None };
        let (own, is_alone) = (&self.layers[0], request.select.is_empty());
        if self.is_too_new(rule) {
            return None;
        }
        if profile.is_some_and(|profile| profile.has(rule)) && (is_alone || request.profile.is_some()) {
            return Some(if request.profile.is_some() { Origin::CommandLine } else { written("profile") });
        }
        let strict = match (request.strict, configuration.strict && is_alone) {
            (true, _) => Some(Origin::CommandLine),
            (false, true) => Some(written("strict")),
            (false, false) => None,
        };
        let is_default = profile.is_none() && own.select.is_empty() && is_alone;
        match rule.group {
            Group::Default if is_default => Some(Origin::Default),
            Group::Default if profile.is_none() => strict,
            Group::Strict => strict,
            Group::Default | Group::OptIn => None,
        }
    }

    /// The tool that `rule` is to answer as: that of the profile, or the one by whose ids alone it was chosen.
    pub(super) fn peer(&self, rule: &Rule) -> Option<Peer> {
        if let Some(peer) = self.profile.and_then(Profile::peer) {
            return Some(peer);
        }
        let request = &self.request.select;
        let own = if request.is_empty() { &self.layers[0].select } else { request };
        let overriding = self.layers[1..].iter().flat_map(|layer| &layer.select);
        let mut peers = own.iter().chain(overriding).filter(|selector| selector.names(rule)).map(Selector::peer);
        let first = peers.next()??;
        (peers.all(|peer| peer == Some(first)) && self.by_group(rule).is_none()).then_some(first)
    }

    /// The options of `rule` that are set: those of the whole file, those of the rule, those of overrides.
    fn options(&self, rule: &Rule) -> toml::Table {
        let mut options = toml::Table::new();
        for (key, option) in rule.options.map_or(&[][..], |spec| spec.shared) {
            if let Some(value) = self.configuration.shared(key) {
                options.insert((*option).to_owned(), value);
            }
        }
        for layer in &self.layers {
            for entry in layer.entries.iter().filter(|entry| entry.selector.names(rule)) {
                let set = entry.options.into_iter().flatten().filter(|(key, _)| *key != "level");
                options.extend(set.map(|(key, value)| (key.clone(), value.clone())));
            }
        }
        options
    }

    /// Which of `selectors` names `rule` and may turn it on.
    fn naming(&self, selectors: &[Selector], rule: &Rule) -> Option<usize> {
        selectors.iter().position(|selector| self.names(selector, rule))
    }

    fn names(&self, selector: &Selector, rule: &Rule) -> bool {
        selector.names(rule) && (matches!(selector, Selector::Rules { .. }) || !self.is_too_new(rule))
    }

    fn is_too_new(&self, rule: &Rule) -> bool {
        self.pin.is_some_and(|pin| release(rule.since).is_some_and(|since| since > pin))
    }
}

impl Layer<'_> {
    fn origin(&self, key: &'static str, item: usize) -> Origin {
        Origin::Written { layer: self.number, key, item: Some(item) }
    }
}

/// The keys that a layer is made of.
struct Keys<'c> {
    number: Option<usize>,
    select: &'c [String],
    ignore: &'c [String],
    rules: &'c std::collections::BTreeMap<String, RuleConfiguration>,
}

impl<'c> Keys<'c> {
    fn read(&self) -> Result<Layer<'c>, ConfigurationError> {
        let path = |key| path(self.number, key);
        let selectors = |words: &[String], key| {
            let read = |(index, word): (usize, &String)| {
                Selector::read(word).map_err(|error| ConfigurationError::new(path(key).item(index), error))
            };
            words.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()
        };
        let select = selectors(self.select, "select")?;
        let ignore = selectors(self.ignore, "ignore")?;
        let entries = self.rules.iter().enumerate();
        let entries = entries.map(|(index, (word, said))| Entry::read(index, word, said, path("rules").name(word)));
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(|entry| entry.selector.narrowness());
        Ok(Layer { number: self.number, select, ignore, entries })
    }
}

impl<'c> Entry<'c> {
    fn read(index: usize, word: &str, said: &'c RuleConfiguration, at: KeyPath) -> Result<Self, ConfigurationError> {
        let selector =
            Selector::read(word).map_err(|error| ConfigurationError::new(at.clone().step(Step::Key), error))?;
        let level = |said: &str, at: KeyPath| match said {
            "off" => Ok(LevelChoice::Off),
            _ => said.parse().map(LevelChoice::On).map_err(|()| {
                let (rule, level) = (word.to_owned(), said.to_owned());
                ConfigurationError::new(at, Mistake::UnknownLevel { rule, level })
            }),
        };
        let (level, options) = match said {
            RuleConfiguration::Word(said) => (Some(level(said, at)?), None),
            RuleConfiguration::Table(table) => {
                let chosen = match table.get("level") {
                    Some(toml::Value::String(said)) => Some(level(said, at.clone().name("level"))?),
                    Some(other) => Some(level(&other.to_string(), at.clone().name("level"))?),
                    None => None,
                };
                let has_options = table.keys().any(|key| key != "level");
                if has_options {
                    understood(&selector, word, table, &at)?;
                }
                (chosen, has_options.then_some(table))
            }
        };
        Ok(Self { index, selector, level, options })
    }
}

/// Whether all rules that `selector` names have the options of `table`.
fn understood(selector: &Selector, word: &str, table: &toml::Table, at: &KeyPath) -> Result<(), ConfigurationError> {
    let mut table = table.clone();
    table.remove("level");
    for rule in crate::rules::all().filter(|rule| selector.names(rule)) {
        let Some(spec) = rule.options else {
            let what = Mistake::NoOptions { rule: word.to_owned() };
            return Err(ConfigurationError::new(at.clone().step(Step::Key), what));
        };
        (spec.read)(toml::Value::Table(table.clone())).map_err(|error| invalid_options(at.clone(), word, &error))?;
    }
    Ok(())
}

/// The way to `key` of the file itself or of an override.
pub(super) fn path(layer: Option<usize>, key: &str) -> KeyPath {
    layer.map_or_else(KeyPath::default, |index| KeyPath::of("overrides").item(index)).name(key)
}

fn read_pin(text: &str) -> Result<Release, ConfigurationError> {
    let wrong = |mistake: fn(String) -> Mistake| {
        ConfigurationError::new(KeyPath::of("rules-version"), mistake(text.to_owned()))
    };
    // `0.1` stands for all of 0.1.
    let is_short = text.matches('.').count() == 1;
    let (major, minor, patch) = release(text).ok_or_else(|| wrong(Mistake::RulesVersion))?;
    let own = release(env!("CARGO_PKG_VERSION")).expect("the package has a version");
    if (major, minor, patch) > own {
        return Err(wrong(Mistake::FutureRules));
    }
    Ok((major, minor, if is_short { u32::MAX } else { patch }))
}

/// `0.1` or `0.1.0` as numbers.
fn release(text: &str) -> Option<Release> {
    let mut parts = text.split('.').map(|part| part.parse::<u32>().ok());
    let release = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    parts.next().is_none().then_some(release)
}
