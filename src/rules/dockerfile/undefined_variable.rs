use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::dockerfile::{Binding, ExpandedWord, platform_arguments};
use crate::rule::prelude::*;

rule! {
    /// A variable is used that nothing sets.
    ///
    /// It expands to nothing, and the instruction means something else than it says. An `ARG` before the first `FROM`, and the
    /// arguments that the builder sets itself, are there only after an `ARG` of their name in the stage.
    ///
    /// ```dockerfile bad
    /// ARG VERSION=1.4
    /// FROM alpine:3.22
    /// LABEL org.opencontainers.image.version=$VERSION
    /// COPY bin/tool-$TARGETARCH /usr/bin/tool
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ARG APP_ROOT=/srv/app
    /// WORKDIR $AP_ROOT
    /// ```
    ///
    /// What the base image may set is not known here, and a default says what to do without:
    ///
    /// ```dockerfile good
    /// ARG VERSION=1.4
    /// FROM golang:1.25
    /// ARG VERSION TARGETARCH
    /// WORKDIR $GOPATH/src/tool
    /// COPY bin/tool-$TARGETARCH ${PREFIX:-/usr/local}/bin/tool-$VERSION
    /// ```
    ///
    /// Where base images are known to set nothing, more can be said:
    ///
    /// ```toml
    /// base-images-set-nothing = true
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// WORKDIR $SOURCES
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/undefined-variable",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["buildkit:UndefinedVar", "tally:UndefinedVar"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Report every variable that this file does not set, also those that the base image may set.
    base_images_set_nothing: bool,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    // FROM and what stands before it see other variables.
    if instruction.stage().is_none() || instruction.keyword() == Some(Keyword::From) {
        return;
    }
    let as_buildkit = ctx.answers_as(Peer::Buildkit);
    if as_buildkit && instruction.keyword() == Some(Keyword::Expose) {
        return;
    }
    for word in instruction.expansions() {
        for (used, span) in word.uses() {
            if used.defined || (used.guarded && !as_buildkit) {
                continue;
            }
            let name = word.name_of(used);
            let reason = reason(instruction, word, name);
            let certain =
                reason.is_some() || instruction.stage().is_some_and(|stage| stage.root().base() == Base::Scratch);
            if !certain && !as_buildkit && !ctx.options::<Options>().base_images_set_nothing {
                continue;
            }
            let finding = ctx.report(span, format!("nothing sets `{name}` here"));
            match reason {
                Some(Reason::Global(place)) => finding
                    .label(place, "set here for `FROM` only")
                    .help(format!("declare it in the stage: `ARG {name}`")),
                Some(Reason::Builder) => finding.help(format!("declare it in the stage: `ARG {name}`")),
                Some(Reason::Elsewhere(place)) => finding.label(place, "set here, out of reach"),
                Some(Reason::Misspelled(near)) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("set it with `ARG {name}` or `ENV {name}=…`")),
            };
        }
    }
}

/// Why a variable that nothing sets here was probably meant to be set.
enum Reason {
    /// An ARG before the first FROM has the name.
    Global(Span),
    /// The builder sets it where an ARG asks for it.
    Builder,
    /// Another stage, or a later instruction of this one, sets it.
    Elsewhere(Span),
    /// A variable that is set has nearly the name.
    Misspelled(String),
}

fn reason(instruction: Instruction<'_>, word: &ExpandedWord<'_>, name: &str) -> Option<Reason> {
    let file = instruction.file();
    if platform_arguments().any(|known| known == name) {
        return Some(Reason::Builder);
    }
    let first = file.bindings_of(name).first();
    if let Some(global) = first.filter(|place| stage_of(place, file).is_none()) {
        return Some(Reason::Global(global.span));
    }
    if let Some(place) = elsewhere(instruction, word, name) {
        return Some(Reason::Elsewhere(place.span));
    }
    let near = instruction.nearest_variable(name)?;
    let swapped = name.len() == near.len() && is_anagram(name, near);
    let one_off = name.len().abs_diff(near.len()) == 1 && name.len() >= 6;
    (swapped || one_off).then(|| Reason::Misspelled(near.to_owned()))
}

/// Another place that sets `name`, when that tells that it was meant to be set here.
fn elsewhere<'m>(instruction: Instruction<'m>, word: &ExpandedWord<'_>, name: &str) -> Option<&'m Binding> {
    let (file, own) = (instruction.file(), instruction.stage()?);
    let (places, index) = (file.bindings_of(name), instruction.index() as u32);
    // `ENV LIST=$LIST:/opt` adds to what the base image sets, `ENV X=$X` does not.
    let sets_it = places.binary_search_by_key(&index, |place| place.instruction).is_ok();
    if sets_it && !is_alone(word, name) {
        return None;
    }
    if own.root().from().holds_variable() {
        // The base may be any stage, so only what follows in this one tells.
        let later = places.partition_point(|place| place.instruction <= index);
        return places.get(later).filter(|place| stage_of(place, file) == Some(own));
    }
    places.iter().find(|place| place.instruction != index)
}

fn stage_of<'m>(place: &Binding, file: &'m Dockerfile<'m>) -> Option<Stage<'m>> {
    file.instruction(place.instruction as usize).and_then(Instruction::stage)
}

/// Whether the word is the variable and nothing else.
fn is_alone(word: &ExpandedWord<'_>, name: &str) -> bool {
    word.word.text().trim_matches(['"', '$', '{', '}']) == name
}

fn is_anagram(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    sorted(a) == sorted(b)
}
