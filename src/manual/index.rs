//! Pages that list rules: all of them by domain, and by the ids that peers have for them.

use super::pages::Page;
use super::peer_ids;
use crate::config::Profile;
use crate::rule::{Group, Peer, Rule, Tag};
use crate::rules;

/// A half of the catalogue, or a smaller part of it: the rules whose ids begin alike.
#[derive(Debug, Clone, Copy)]
pub struct Domain {
    /// What their ids begin with, without the slash.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What its rules look at.
    about: &'static str,
}

/// The domains, in the order of the catalogue.
pub const DOMAINS: [Domain; 4] = [
    Domain {
        name: "dockerfile",
        title: "Dockerfiles",
        about: "What may be wrong with a Dockerfile, from the base image to the last instruction.",
    },
    Domain {
        name: "k8s",
        title: "Kubernetes manifests",
        about: "What may be wrong with a manifest: by itself, together with the objects that are applied with it, and for the\n\
                releases of Kubernetes that it is meant for.",
    },
    Domain {
        name: "meta",
        title: "Suppressions",
        about: "What may be wrong with the comments and annotations that suppress findings.\n\
                [Suppressing findings](../suppressions.md) tells how to write them.",
    },
    Domain {
        name: "shell",
        title: "Shell codes",
        about: "ShellCheck's codes, found in the shell commands of `RUN` on the very word, without ShellCheck. They are the one\n\
                exception to names: their users know the numbers. Their ids begin with `shell/`.",
    },
];

impl Domain {
    /// Its rules.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> + Clone {
        rules::all().filter(move |rule| rule.domain() == self.name)
    }

    /// Whether its rules have pages of their own.
    #[must_use]
    pub fn has_pages(self) -> bool {
        self.name != "shell"
    }

    /// Its index: the rules by what they are about.
    #[must_use]
    pub fn index(self) -> Page {
        let mut text = format!("{GENERATED}# {}\n\n{}\n\n", self.title, self.about);
        let topics = by_topic(&self.rules());
        for (tag, rules) in &topics {
            if topics.len() > 1 {
                text.push_str(&format!("## {}\n\n{}\n\n", tag.name(), tag.about()));
            }
            text.push_str(&self.table(rules));
        }
        Page { path: format!("rules/{}.md", self.name), text: format!("{}\n", text.trim_end()) }
    }

    fn table(self, rules: &[&Rule]) -> String {
        let mut text = String::from("| rule | level | on | fix | what it finds |\n| --- | --- | --- | --- | --- |\n");
        for rule in rules {
            let name = rule.id.split_once('/').map_or(rule.id, |(_, name)| name);
            let name = if self.has_pages() { format!("[{name}]({}.md)", rule.id) } else { name.to_owned() };
            let fix = rule.fix.map_or("", |safety| safety.name());
            let (level, title) = (rule.level, cell(rule.title()));
            text.push_str(&format!("| {name} | {level} | {} | {fix} | {title} |\n", when(rule.group)));
        }
        text + "\n"
    }
}

/// `rules` by their first tag, in the order of the tags.
pub fn by_topic(rules: &(impl Iterator<Item = &'static Rule> + Clone)) -> Vec<(Tag, Vec<&'static Rule>)> {
    let carry = |tag| rules.clone().filter(move |rule| rule.tags.first() == Some(&tag)).collect::<Vec<_>>();
    Tag::ALL.iter().map(|&tag| (tag, carry(tag))).filter(|(_, rules)| !rules.is_empty()).collect()
}

const GENERATED: &str = "<!-- Generated from the rules' sources. -->\n\n";

/// The page above all lists.
#[must_use]
pub fn index() -> Page {
    let mut text = format!(
        "{GENERATED}# Rules\n\nEach rule has a page with its reason, examples, and what it prints for them; `shipworthy explain`\n\
         shows the same page in a terminal.\n\n| rules for | all | always on | with `--strict` | when named | with a fix |\n\
         | --- | --- | --- | --- | --- | --- |\n"
    );
    for domain in DOMAINS {
        let in_group = |group| domain.rules().filter(|rule| rule.group == group).count();
        text.push_str(&format!(
            "| [{}](rules/{}.md) | {} | {} | {} | {} | {} |\n",
            domain.title,
            domain.name,
            domain.rules().count(),
            in_group(Group::Default),
            in_group(Group::Strict),
            in_group(Group::OptIn),
            domain.rules().filter(|rule| rule.fix.is_some()).count(),
        ));
    }
    text.push_str(
        "\nA rule that is on *when named* is one that not everybody wants: `--select`, `select` in the configuration, or a\n\
         profile names it. Other tools' ids name our rules too: [ids of other tools](peers.md).\n\n## Tags\n\n\
         A tag stands for all rules that carry it, wherever a rule can be named: `--select build`, `--ignore size`. The\n\
         first three are promises: what they find, BuildKit or the API server refuses.\n\n| tag | rules | what they are about |\n\
         | --- | --- | --- |\n",
    );
    for &tag in Tag::ALL {
        let count = rules::all().filter(|rule| rule.has(tag)).count();
        text.push_str(&format!("| `{}` | {count} | {} |\n", tag.name(), tag.about()));
    }
    Page { path: "rules.md".to_owned(), text }
}

/// The list of peers.
#[must_use]
pub fn peers() -> Page {
    let mut text = format!(
        "{GENERATED}# Ids of other tools\n\nWherever a rule can be named, another tool's id will do: `--ignore DL3008`,\n\
         `shipworthy explain CKV_DOCKER_4`, `# shipworthy: ignore[KSV-0017]`. Where two tools have the same id, the tool goes\n\
         before it: `kube-linter:run-as-non-root`. An id may stand for several rules here, and several ids for one.\n\n\
         | tool | ids | answered |\n| --- | --- | --- |\n"
    );
    for peer in Peer::ALL {
        let (answered, all) = coverage(peer);
        text.push_str(&format!("| [{}](peers/{}.md) | {all} | {answered} |\n", title(peer), peer.name()));
    }
    Page { path: "peers.md".to_owned(), text }
}

/// How many ids of `peer` a rule answers to, and how many there are.
fn coverage(peer: Peer) -> (usize, usize) {
    let ids = peer_ids::of(peer);
    let answered = ids.iter().filter(|(id, _)| rules_for(peer, id).next().is_some()).count();
    (answered, ids.len())
}

fn rules_for(peer: Peer, id: &str) -> impl Iterator<Item = &'static Rule> {
    rules::of_peer(peer, id).into_iter()
}

/// The page on the ids of `peer`.
#[must_use]
pub fn peer_page(peer: Peer) -> Page {
    let mut text = format!("{GENERATED}# {}\n\n", title(peer));
    let (answered, all) = coverage(peer);
    text.push_str(&format!("{answered} of its {all} ids have a rule here."));
    if Profile::ALL.contains(&Profile::Peer(peer)) {
        text.push_str(&format!(" `--profile {}` reports what it reports by default.", peer.name()));
    }
    text.push_str(beside(peer));
    text.push_str("\n\n| id | rule | what it finds |\n| --- | --- | --- |\n");
    for (id, about) in peer_ids::of(peer) {
        let rules: Vec<_> = rules_for(peer, id).collect();
        let (links, finds) = if rules.is_empty() {
            ("not yet".to_owned(), about.to_owned())
        } else {
            let links: Vec<_> = rules.iter().map(|rule| format!("[{0}](../rules/{0}.md)", rule.id)).collect();
            let titles: Vec<_> = rules.iter().map(|rule| cell(rule.title())).collect();
            (links.join("<br>"), titles.join("<br>"))
        };
        text.push_str(&format!("| {id} | {links} | {finds} |\n"));
    }
    Page { path: format!("peers/{}.md", peer.name()), text }
}

/// What its makers call it.
#[must_use]
pub const fn title(peer: Peer) -> &'static str {
    match peer {
        Peer::Hadolint => "hadolint",
        Peer::Buildkit => "BuildKit",
        Peer::Tally => "tally",
        Peer::Trivy => "Trivy",
        Peer::Checkov => "Checkov",
        Peer::KubeLinter => "kube-linter",
        Peer::KubeScore => "kube-score",
        Peer::Polaris => "Polaris",
        Peer::Kubesec => "kubesec",
        Peer::Pss => "Pod Security Standards",
    }
}

/// What is to say of a peer beside its table.
const fn beside(peer: Peer) -> &'static str {
    match peer {
        Peer::Hadolint => {
            " ShellCheck's codes, which it shows beside its own, are those of [Shell codes](../rules/shell.md). \
             [Coming from hadolint](../migrate-from-hadolint.md) tells what else is different."
        }
        Peer::KubeLinter => " [Coming from kube-linter](../migrate-from-kube-linter.md) tells what else is different.",
        Peer::Tally => {
            " Its ids are understood with what stands before them there, as in `hadolint/DL3006`. The 76 rules of \
             PSScriptAnalyzer that it has for PowerShell are not among these, and have no rule here."
        }
        Peer::Trivy => {
            " Older spellings are understood, too: `AVD-DS-0001`, `DS001`. Its checks of control planes (`KCV-…`) have no \
             rule here."
        }
        Peer::Checkov => {
            " Its checks of the flags of control planes (`CKV_K8S_68` to `CKV_K8S_151`) have no rule here."
        }
        Peer::Pss => {
            " The profiles are `pss-baseline` and `pss-restricted`; an id is what the reference implementation calls the \
             control."
        }
        _ => "",
    }
}

const fn when(group: Group) -> &'static str {
    match group {
        Group::Default => "always",
        Group::Strict => "strict",
        Group::OptIn => "named",
    }
}

/// `text` as it can stand in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
