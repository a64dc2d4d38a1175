use crate::model::dockerfile::BindingKind;
use crate::rule::prelude::*;

rule! {
    /// The image's user is a name and not a number.
    ///
    /// Kubernetes cannot tell whether a name is root's. With `runAsNonRoot: true` and no `runAsUser`, it does not start such an
    /// image.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// USER node
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// USER 1000:1000
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/non-numeric-user",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security, Tag::Runtime],
        since: "0.1.0",
        also: &["hadolint:DL3066"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) {
        let users = file.instructions().filter(|instruction| instruction.keyword() == Some(Keyword::User));
        for word in users.filter_map(Instruction::single_argument).filter(|word| is_reported_by_hadolint(file, word)) {
            report(word, ctx);
        }
        return;
    }
    let shipped = file.stages().filter(|stage| stage.may_be_shipped() && !stage.is_windows());
    let mut users: Vec<_> = shipped.filter_map(Stage::final_user).collect();
    users.sort_by_key(|user| user.index());
    users.dedup_by_key(|user| user.index());
    for user in users {
        let Some(word) = user.single_argument() else { continue };
        // Root is another rule's.
        if user.expanded(word).known().is_some_and(|user| !is_number(user) && user_of(user) != "root") {
            report(word, ctx);
        }
    }
}

fn report(word: &Word<'_>, ctx: &mut Ctx<'_>) {
    ctx.report(word.full_span(), format!("`{}` is a name, not a number", word.text())).help("give the user's number");
}

fn user_of(user: &str) -> &str {
    user.split(':').next().unwrap_or_default()
}

fn is_number(user: &str) -> bool {
    user_of(user).bytes().all(|byte| byte.is_ascii_digit())
}

/// hadolint lets pass what holds the name of some ARG, even as the beginning of another name.
fn is_reported_by_hadolint(file: &Dockerfile<'_>, word: &Word<'_>) -> bool {
    let user = word.text();
    let holds_argument = user.match_indices('$').any(|(at, _)| {
        let rest = &user[at + 1..];
        let (rest, braced) = rest.strip_prefix('{').map_or((rest, false), |rest| (rest, true));
        let end = rest.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let is_argument = |name: &str| file.bindings_of(name).iter().any(|binding| binding.kind == BindingKind::Arg);
        if braced {
            rest[end..].starts_with('}') && is_argument(&rest[..end])
        } else {
            (1..=end).any(|end| is_argument(&rest[..end]))
        }
    });
    !is_number(user) && !holds_argument
}
