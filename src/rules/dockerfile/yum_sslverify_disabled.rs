use crate::rule::prelude::*;

rule! {
    /// yum or dnf takes any certificate for the mirror's.
    ///
    /// Whoever can answer in place of the mirror decides then what it offers.
    ///
    /// ```dockerfile bad
    /// FROM almalinux:9
    /// RUN yum-config-manager --save --setopt=sslverify=false
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM almalinux:9
    /// RUN yum-config-manager --save
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM fedora:42
    /// RUN dnf config-manager --setopt sslverify=0
    /// ```
    ///
    /// ```dockerfile good
    /// FROM fedora:42
    /// COPY team.pem /etc/pki/ca-trust/source/anchors/
    /// RUN update-ca-trust && dnf config-manager --setopt=sslcacert=/etc/pki/tls/certs/ca-bundle.crt
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/yum-sslverify-disabled",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_15"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let is_known = |name: &str| matches!(name, "dnf" | "dnf5" | "microdnf" | "tdnf" | "yum" | "yum-config-manager");
    let Some(word) = command.words().find(|word| turns_off(word.text())) else { return };
    let Some(program) = command.program().filter(|program| is_known(program.name)) else { return };
    let message = format!("`{}` takes any certificate for the mirror's", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("install the certificate of the authority that the mirror relies on");
    if word.is_dashed() {
        finding.fix = command.remove(word).map(|edit| Fix::new(Safety::Unsafe, "do without it", [edit]));
    }
}

fn turns_off(word: &str) -> bool {
    let setting = word.strip_prefix("--setopt=").unwrap_or(word);
    let value = setting.split_once('=').filter(|(name, _)| name.rsplit('.').next() == Some("sslverify"));
    value.is_some_and(|(_, value)| matches!(value.to_ascii_lowercase().as_str(), "0" | "false" | "no"))
}
