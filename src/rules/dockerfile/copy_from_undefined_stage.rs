use crate::model::dockerfile::{Reference, ReferenceTarget};
use crate::rule::prelude::*;

rule! {
    /// Files are taken from a stage that does not exist, or not yet.
    ///
    /// `COPY --from` and the `from` of a mount may name a stage that is defined further up, an image or a named context; `COPY
    /// --from` may also give a stage's number. The build stops at the number of no stage, at a stage that is only defined later,
    /// and at a name that is neither a stage's nor an image's.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.25 AS build
    /// COPY --from=3 /bin/tool /bin/
    ///
    /// FROM alpine:3.22
    /// COPY --from=assets /srv /srv
    /// COPY --from=Builder! /out /out
    ///
    /// FROM alpine:3.22 AS assets
    /// ```
    ///
    /// Stages are compared without case:
    ///
    /// ```dockerfile good
    /// FROM golang:1.25 AS Build
    /// FROM alpine:3.22
    /// COPY --from=build /out /out
    /// COPY --from=0 /out /out
    /// COPY --from=nginx:1.29 /etc/nginx /etc/nginx
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copy-from-undefined-stage",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["hadolint:DL3022", "tally:DL3022"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) {
        return check_as_hadolint(instruction, ctx);
    }
    let Some(own) = instruction.stage() else { return };
    for reference in instruction.references() {
        match reference.target {
            ReferenceTarget::NoSuchIndex(index) => {
                let stages = instruction.file().stages().len();
                ctx.report(reference.span, format!("there is no stage {index}: stages count from 0 to {}", stages - 1))
                    .help("name the stage with `AS` and take from that name");
            }
            ReferenceTarget::Stage(stage) if stage.index() > own.index() => {
                // Stages that need each other are one mistake, and another rule's.
                if stage.circle().is_none() || stage.circle() != own.circle() {
                    ctx.report(reference.span, format!("stage `{}` is defined only later", reference.name))
                        .label(stage.from_instruction().span(), "the stage begins here")
                        .help("move that stage above this one");
                }
            }
            ReferenceTarget::Stage(_) => {}
            ReferenceTarget::Image => image(instruction, &reference, ctx),
        }
    }
}

fn image(instruction: Instruction<'_>, reference: &Reference<'_>, ctx: &mut Ctx<'_>) {
    let name = &*reference.name;
    // A variable is a mistake of its own.
    if name == "scratch" || instruction.file().is_refused(reference.span) {
        return;
    }
    let Err(error) = ImageReference::of(name).validate() else { return };
    let nearest = instruction.file().nearest_stage(name);
    let message = format!("`{name}` is neither a stage nor an image: {error}");
    let finding = ctx.report(reference.span, message);
    if let Some(nearest) = nearest {
        finding.help(format!("did you mean stage `{nearest}`?"));
    }
}

/// hadolint knows aliases as they are written, and takes for an image what has a colon in it.
fn check_as_hadolint(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(flag) = instruction.as_copy().and_then(|copy| copy.from) else { return };
    let Some(from) = flag.value().filter(|from| !from.contains(':')) else { return };
    let seen =
        || instruction.file().stages().take_while(|stage| stage.from_instruction().index() < instruction.index());
    let named = seen().any(|stage| stage.from().name.is_some_and(|name| name.text() == from));
    let digits = from.bytes().take_while(u8::is_ascii_digit).count();
    let counted = from[..digits].parse::<usize>().is_ok_and(|index| index < seen().count());
    if !named && !counted {
        ctx.report(flag.value_span(), format!("`{from}` is no stage that is defined before"))
            .help("name an earlier stage, or give the image a tag");
    }
}
