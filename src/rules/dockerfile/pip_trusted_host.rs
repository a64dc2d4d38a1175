use crate::rule::prelude::*;

rule! {
    /// pip takes any certificate for the index's.
    ///
    /// Whoever can answer in place of that host decides then what runs in the image: most Python packages run code while they are
    /// installed.
    ///
    /// ```dockerfile bad
    /// FROM python:3.13
    /// RUN pip install --no-cache-dir --trusted-host pypi.example.com -i https://pypi.example.com/simple tool==1.2
    /// RUN uv pip install --system --allow-insecure-host=pypi.example.com tool==1.2
    /// ```
    ///
    /// ```dockerfile good
    /// FROM python:3.13
    /// COPY team.pem /usr/local/share/ca-certificates/team.crt
    /// RUN update-ca-certificates
    /// RUN pip install --no-cache-dir --cert /etc/ssl/certs/ca-certificates.crt -i https://pypi.example.com/simple tool==1.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/pip-trusted-host",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_4"],
        fix: None,
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let is_pip = |name: &str| {
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        matches!(name, "pip" | "pipx" | "python" | "uv")
    };
    let Some(word) = command.words().find(|word| trusts(word.text())) else { return };
    let Some(program) = command.program().filter(|program| is_pip(program.name)) else { return };
    let message = format!("`{}` takes any certificate for this host's", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("give the certificate of the authority that the host relies on, with `--cert`");
}

fn trusts(word: &str) -> bool {
    let flag = word.split('=').next().unwrap_or(word);
    matches!(flag, "--trusted-host" | "--allow-insecure-host") || word.ends_with(".trusted-host")
}
