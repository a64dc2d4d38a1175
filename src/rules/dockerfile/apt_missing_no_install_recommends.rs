use crate::model::packages::{self, Action, Manager, PackageCommand};
use crate::rule::prelude::*;

rule! {
    /// apt installs recommended packages too.
    ///
    /// A Debian package recommends what it is usually seen with on a desktop or a server; in an image that is often more
    /// than the package itself.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y curl
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && apt-get install --no-install-recommends -y curl
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y -o APT::Install-Recommends=0 curl
    /// RUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/90-small
    /// RUN apt-get update && apt-get install -y git
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-missing-no-install-recommends",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Size],
        since: "0.1.0",
        also: &["hadolint:DL3015", "trivy:DS-0029"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Run(check),
    };
}

const FLAG: &str = "--no-install-recommends";

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) {
        if let Some(command) = run.commands().find(takes_recommended_for_hadolint) {
            ctx.report(command.program_span(), "`apt-get install` installs recommended packages too");
        }
        return;
    }
    for install in run.package_commands().filter(takes_recommended) {
        if packages::apt_leaves_out_recommends(run) {
            return;
        }
        let finding = ctx.report(install.verb_span(), format!("`{install}` installs recommended packages too"));
        finding.help(format!("add `{FLAG}`, and name what is needed of them"));
        finding.fix = install.insert_flag(FLAG).map(|edit| Fix::new(Safety::Unsafe, format!("add `{FLAG}`"), [edit]));
    }
}

fn takes_recommended(command: &PackageCommand<'_>) -> bool {
    let says = ["no-install-recommends", "install-recommends", "without-recommends", "with-recommends", "R", "r"];
    command.manager() == Manager::Apt
        && command.action == Action::Install
        && !command.has_any_flag(&says)
        && !command.has_setting("apt::install-recommends")
}

fn takes_recommended_for_hadolint(command: &Command<'_>) -> bool {
    command.literal_name() == Some("apt-get")
        && command.has_argument("install")
        && !command.has_any_argument(&["--no-install-recommends", "APT::Install-Recommends=false"])
}
