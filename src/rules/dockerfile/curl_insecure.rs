use crate::rule::prelude::*;

rule! {
    /// `curl` does not verify whom it talks to.
    ///
    /// With `--insecure` whoever sits between the build and the server decides what gets into the image.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN curl -fsSLk https://example.com/tool -o /usr/local/bin/tool && curl --insecure https://example.com/key
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool && curl https://example.com/key
    /// ```
    ///
    /// Where a certificate is not known, make it known:
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// COPY company.crt /etc/ssl/certs/
    /// RUN curl --cacert /etc/ssl/certs/company.crt https://example.com/tool -o/usr/bin/kubectl
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/curl-insecure",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_2"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

/// Letters of the flags that take a value, so that what follows them in a word is no flag.
const WITH_VALUE: &str = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    if !command.runs("curl") {
        return;
    }
    for word in command.arguments() {
        let text = word.text();
        let edit = match text {
            "--insecure" | "-k" => Edit::remove(command.removal_span_of(word)),
            _ if text.starts_with("--") => continue,
            _ => match insecure_letter(text) {
                Some(at) if !word.is_quoted() => {
                    let start = command.span_of(word).start + at as u32;
                    Edit::remove(Span::new(start, start + 1))
                }
                _ => continue,
            },
        };
        ctx.report(command.span_of(word), format!("`{text}` makes `curl` trust any server"))
            .help("leave it out; make the server's certificate known with `--cacert` where it is not")
            .fix(Fix::new(Safety::Unsafe, "verify the server", [edit]));
    }
}

/// Where in a word of short flags `k` stands as one of them.
fn insecure_letter(text: &str) -> Option<usize> {
    let letters = text.strip_prefix('-')?;
    let end = letters.find(|letter| WITH_VALUE.contains(letter)).unwrap_or(letters.len());
    letters[..end].find('k').map(|at| at + 1)
}
