use crate::rule::prelude::*;

rule! {
    /// npm takes any certificate for the registry's.
    ///
    /// Whoever can answer in place of the registry decides then what runs in the image: packages may run code while they are
    /// installed.
    ///
    /// ```dockerfile bad
    /// FROM node:22
    /// ENV NPM_CONFIG_STRICT_SSL=false
    /// RUN npm config set strict-ssl false
    /// RUN npm install --strict-ssl=false
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:22
    /// ENV NPM_CONFIG_STRICT_SSL=true
    /// RUN npm config set strict-ssl true
    /// RUN npm install --strict-ssl=true
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:22
    /// COPY team.pem /etc/ssl/team.pem
    /// RUN npm config set cafile /etc/ssl/team.pem && npm install
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/npm-strict-ssl-disabled",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_12", "checkov:CKV2_DOCKER_13"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let instruction = instruction.deferred_instruction().unwrap_or(instruction);
    match &instruction.syntax().arguments {
        Arguments::Pairs(pairs) => {
            for pair in pairs.iter().filter(|pair| is_variable(pair.key.text()) && is_false(pair.value.text())) {
                report(pair.value.full_span(), ctx);
            }
        }
        Arguments::Words(words) if instruction.keyword() == Some(Keyword::Arg) => {
            let spans = words.iter().filter(|word| is_off(word.text(), is_variable)).map(Word::full_span);
            spans.for_each(|span| report(span, ctx));
        }
        _ => {
            let may_hold = |run: &Run<'_>| ["ssl", "SSL", "Ssl"].iter().any(|part| run.text().contains(part));
            let Some(run) = instruction.as_run().filter(|run| run.is_posix() && may_hold(run)) else { return };
            run.commands().filter_map(turns_off).for_each(|span| report(span, ctx));
        }
    }
}

/// The place where `command` turns checking off.
fn turns_off(command: Command<'_>) -> Option<Span> {
    let assigned = command.assignments().find(|assignment| {
        is_variable(assignment.name()) && assignment.value().is_some_and(|value| is_false(value.text()))
    });
    if let Some(assignment) = assigned {
        return Some(command.run.span(assignment.range()));
    }
    let is_setting = |name: &str| matches!(name, "strict-ssl" | "--strict-ssl" | "enableStrictSsl");
    let mut words = command.words();
    let word = words.find(|word| {
        let text = word.text();
        is_setting(text) || is_off(text, is_setting) || is_off(text, is_variable)
    })?;
    // `strict-ssl false`.
    let place = if is_setting(word.text()) { words.next().filter(|value| is_false(value.text()))? } else { word };
    matches!(command.program()?.name, "npm" | "pnpm" | "yarn" | "export").then(|| command.span_of(place))
}

/// Whether `word` is `name=false`.
fn is_off(word: &str, is_name: impl Fn(&str) -> bool) -> bool {
    word.split_once('=').is_some_and(|(name, value)| is_name(name) && is_false(value))
}

/// npm reads variables without regard to case.
fn is_variable(name: &str) -> bool {
    name.eq_ignore_ascii_case("npm_config_strict_ssl") || name.eq_ignore_ascii_case("yarn_strict_ssl")
}

fn is_false(value: &str) -> bool {
    matches!(value.trim_matches(['"', '\'']), "false" | "0")
}

fn report(span: Span, ctx: &mut Ctx<'_>) {
    const OFF: &str = "false";
    let ends_so = ctx.text(span).ends_with(OFF);
    let finding = ctx.report(span, "certificates of the registry are not looked at");
    finding.help("name the certificate of the authority that the registry relies on in npm's `cafile`");
    if ends_so {
        let edit = Edit::replace(Span::new(span.end - OFF.len() as u32, span.end), "true");
        finding.fix(Fix::new(Safety::Unsafe, "have them looked at", [edit]));
    }
}
