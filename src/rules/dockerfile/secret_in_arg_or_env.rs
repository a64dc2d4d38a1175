use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A secret is kept in a variable of the image.
    ///
    /// The value of an `ENV` is part of the image, and that of an `ARG` of its history: whoever can pull the image can read them.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// ARG NPM_TOKEN
    /// ENV DB_PASSWORD=hunter2
    /// RUN npm ci
    /// ```
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// RUN --mount=type=secret,id=npm-token,env=NPM_TOKEN npm ci
    /// ```
    ///
    /// A place of a secret is none, and neither is a switch:
    ///
    /// ```dockerfile good
    /// FROM postgres:18
    /// ENV POSTGRES_PASSWORD_FILE=/run/secrets/password
    /// ENV REQUIRE_AUTH=true TOKEN_URL=https://example.com/token
    /// ```
    ///
    /// ```toml
    /// allow = ["CACHE_KEY"]
    /// deny = ["LICENSE"]
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// ARG CACHE_KEY
    /// ARG LICENSE
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/secret-in-arg-or-env",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &[
            "hadolint:DL3064",
            "buildkit:SecretsUsedInArgOrEnv",
            "tally:SecretsUsedInArgOrEnv",
            "trivy:DS-0031",
        ],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Names of variables that hold no secret.
    allow: Vec<String>,
    /// Names of variables that hold one, beside those whose names say so.
    deny: Vec<String>,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let deferred = instruction.deferred_instruction().filter(|_| !ctx.answers_as(Peer::Buildkit));
    for variable in variables(deferred.unwrap_or(instruction)) {
        let name = &*variable.name;
        let options: &Options = ctx.options();
        let named = |names: &[String]| names.iter().any(|known| known == name);
        let reported = if ctx.answers_as(Peer::Hadolint) {
            is_secret_for_hadolint(name)
        } else if ctx.answers_as(Peer::Buildkit) {
            instruction.stage().is_some() && is_secret_for_buildkit(name)
        } else {
            let by_name = is_secret_for_buildkit(name) && !is_public(name) && variable.may_be_secret();
            named(&options.deny) || (by_name && !named(&options.allow))
        };
        if reported {
            let message = match variable.keyword {
                Keyword::Env => format!("`{name}` seems to be a secret, and `ENV` keeps it in the image"),
                _ => format!("`{name}` seems to be a secret, and `ARG` keeps it in the image's history"),
            };
            let finding = ctx.report(variable.span, message);
            finding.help("mount it where it is needed: `RUN --mount=type=secret,id=ID,env=NAME`");
            if variable.value.is_none() {
                // Whether a secret is given at all is up to the build.
                finding.level = finding.level.min(Level::Info);
            }
        }
    }
}

/// What an ARG or ENV sets.
struct Variable {
    keyword: Keyword,
    name: String,
    span: Span,
    /// `None` without a value.
    value: Option<String>,
}

fn variables(instruction: Instruction<'_>) -> Vec<Variable> {
    match (instruction.keyword(), &instruction.syntax().arguments) {
        (Some(Keyword::Env), Arguments::Pairs(pairs)) => pairs
            .iter()
            .map(|pair| Variable {
                keyword: Keyword::Env,
                name: instruction.expanded(&pair.key).text.into_owned(),
                span: pair.key.full_span(),
                value: Some(pair.value.text().to_owned()),
            })
            .collect(),
        (Some(Keyword::Arg), Arguments::Words(words)) => words
            .iter()
            .map(|word| {
                let (name, value) = word.text().split_once('=').unzip();
                let name = name.unwrap_or(word.text());
                Variable {
                    keyword: Keyword::Arg,
                    name: name.to_owned(),
                    span: word.span(0..name.len()),
                    value: value.map(str::to_owned),
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

impl Variable {
    /// Whether the value could be a secret: not empty, no switch, no small number, and no place to find one.
    fn may_be_secret(&self) -> bool {
        let Some(value) = &self.value else { return true };
        let value = value.trim_matches(['"', '\'']);
        let is_word = ["true", "false", "yes", "no", "on", "off", "none", "null"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(value));
        let is_number = value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit());
        let is_place = value.starts_with(['/', '.']) || value.contains("://");
        !is_word && !is_number && !is_place
    }
}

/// Words that make a name one of a secret, and words that take it back. Source: BuildKit's check.
const SECRET: [&str; 10] =
    ["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];
const NO_SECRET: [&str; 3] = ["public", "file", "version"];

fn has_word(name: &str, words: &[&str]) -> bool {
    name.split('_').any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
}

fn is_secret_for_buildkit(name: &str) -> bool {
    has_word(name, &SECRET) && !has_word(name, &NO_SECRET)
}

/// Names of what belongs to a secret and of keys that everybody may know.
fn is_public(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or_default();
    let about =
        ["path", "dir", "directory", "url", "uri", "host", "port", "name", "id", "type", "ttl", "length", "size"];
    let open = ["pub", "gpg", "pgp", "signing", "fingerprint"];
    // .NET writes the path of a setting with two underscores, and `Key` is a setting like others.
    let setting = name.ends_with("__Key");
    about.iter().any(|word| word.eq_ignore_ascii_case(last)) || has_word(name, &open) || setting
}

/// Names and parts of names that hadolint takes for secrets, and whatever else it has on its list.
fn is_secret_for_hadolint(name: &str) -> bool {
    const PARTS: [&str; 7] = ["api_key", "client_key", "password", "private", "secret", "token", "username"];
    const NAMES: [&str; 13] = [
        "APPLICATION_KEY",
        "AWS_ACCESS_KEY_ID",
        "CI_DEPLOY_USER",
        "DOCKER_EMAIL",
        "FACEBOOK_APP_ID",
        "HEROKU_API_USER",
        "OKTA_AUTHN_GROUPID",
        "OKTA_CLIENT_ORGURL",
        "OKTA_OAUTH2_CLIENTID",
        "STRIPE_DEVICE_NAME",
        "TRAVIS_OS_NAME",
        "TRAVIS_SECURE_ENV_VARS",
        "TRAVIS_SUDO",
    ];
    let lower = name.to_lowercase();
    PARTS.iter().any(|part| lower.contains(part)) || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}
