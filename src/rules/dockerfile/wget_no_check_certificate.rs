use crate::rule::prelude::*;

rule! {
    /// `wget` does not verify whom it talks to.
    ///
    /// With `--no-check-certificate` whoever sits between the build and the server decides what gets into the image.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN wget -q --no-check-certificate https://example.com/tool.tar.gz
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN wget -q https://example.com/tool.tar.gz
    /// ```
    ///
    /// Where a certificate is not known, make it known:
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// COPY company.crt /etc/ssl/certs/
    /// RUN wget -q --ca-certificate=/etc/ssl/certs/company.crt https://example.com/tool.tar.gz
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/wget-no-check-certificate",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_3"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    if !command.runs("wget") {
        return;
    }
    let Some(flag) = command.flag("no-check-certificate") else { return };
    let edit = Edit::remove(command.removal_span_of(flag));
    ctx.report(command.span_of(flag), "`--no-check-certificate` makes `wget` trust any server")
        .help("leave it out; make the server's certificate known with `--ca-certificate` where it is not")
        .fix(Fix::new(Safety::Unsafe, "verify the server", [edit]));
}
