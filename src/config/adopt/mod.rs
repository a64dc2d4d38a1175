//! What configurations of other tools ask for, in our words, and what of it has none.
//!
//! Must not know where their files lie beyond their names; reads texts, writes a text.

mod checkov;
mod hadolint;
mod kube_linter;
mod polaris;
mod trivy;
mod write;
mod yaml;

pub use write::write;

use super::FailOn;
use crate::diagnostic::Level;
use crate::model::dockerfile::LabelType;
use crate::rule::{Peer, Rule};
use crate::rules;

/// A kind of file that configures another tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// hadolint's YAML.
    Hadolint,
    /// kube-linter's YAML.
    KubeLinter,
    /// Polaris' YAML.
    Polaris,
    /// Checkov's YAML.
    Checkov,
    /// Trivy's list of ids.
    TrivyList,
    /// Trivy's YAML.
    TrivyYaml,
}

/// What a file asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adopted {
    /// Rules that are on in addition.
    pub select: Vec<Named>,
    /// Rules that are off.
    pub ignore: Vec<Named>,
    /// Rules with another level.
    pub levels: Vec<(Named, Level)>,
    /// Rules that are off for some files, by globs.
    pub ignore_in: Vec<(Vec<String>, Vec<Named>)>,
    /// Files that are not checked.
    pub exclude: Vec<String>,
    /// Registries that images may come from.
    pub trusted_registries: Vec<String>,
    /// Labels and the types of their values.
    pub label_schema: Vec<(String, LabelType)>,
    /// Whether other labels are reported.
    pub strict_labels: bool,
    /// The lowest level that makes the run fail.
    pub fail_on: Option<FailOn>,
    /// Whether comments in files are disregarded.
    pub no_suppressions: bool,
    /// What has no equivalent, a sentence each, without a final stop.
    pub left: Vec<String>,
}

/// A word that names rules, and what is worth knowing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The word.
    pub word: String,
    /// What the rules are called here, or what the tool's user noted.
    pub remark: String,
}

impl Tool {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Hadolint, Self::KubeLinter, Self::Polaris, Self::Checkov, Self::TrivyList, Self::TrivyYaml];

    /// Where such files lie in a repository. Of several, the first counts, as for the tool itself.
    ///
    /// hadolint and kube-linter look in the working folder only; other places are those that CI systems name on the command
    /// line by custom. Polaris has no place of its own.
    #[must_use]
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Hadolint => &[
                ".hadolint.yaml",
                ".hadolint.yml",
                "hadolint.yaml",
                "hadolint.yml",
                ".hadolint/hadolint.yaml",
                ".hadolint/hadolint.yml",
                ".hadolint/config.yaml",
                ".hadolint/config.yml",
                ".config/hadolint.yaml",
                ".config/hadolint.yml",
                ".github/linters/.hadolint.yaml",
                ".github/linters/.hadolint.yml",
            ],
            Self::KubeLinter => &[".kube-linter.yaml", ".kube-linter.yml"],
            Self::Polaris => &[
                "polaris.yaml",
                "polaris.yml",
                ".polaris.yaml",
                ".polaris.yml",
                "polaris-config.yaml",
                "polaris-config.yml",
            ],
            Self::Checkov => &[".checkov.yaml", ".checkov.yml"],
            Self::TrivyList => &[".trivyignore"],
            Self::TrivyYaml => &[".trivyignore.yaml", ".trivyignore.yml"],
        }
    }

    /// What `text`, the text of such a file, asks for.
    #[must_use]
    pub fn read(self, text: &str) -> Adopted {
        match self {
            Self::Hadolint => hadolint::read(text),
            Self::KubeLinter => kube_linter::read(text),
            Self::Polaris => polaris::read(text),
            Self::Checkov => checkov::read(text),
            Self::TrivyList => trivy::read_list(text),
            Self::TrivyYaml => trivy::read_yaml(text),
        }
    }
}

impl Adopted {
    /// The rules that a tool's `id` means, as a word of ours; told as left when there are none.
    fn named(&mut self, peer: Peer, id: &str) -> Option<Named> {
        let own: Vec<_> = rules::all().filter(|rule| rule.ids_at(peer).any(|own| own == id)).collect();
        // Names such as `latest-tag` may be another tool's as well; codes are one tool's, and some have several spellings.
        let has_codes = matches!(peer, Peer::Hadolint | Peer::Trivy | Peer::Checkov);
        let found = if has_codes { rules::find(id) } else { Vec::new() };
        let (word, rules) = if !found.is_empty() && (own.is_empty() || is_same(&own, &found)) {
            (id.to_owned(), found)
        } else if !own.is_empty() {
            (format!("{}:{id}", peer.name()), own)
        } else {
            self.left.push(format!("`{id}`: there is no such rule here"));
            return None;
        };
        let names: Vec<_> = rules.iter().map(|rule| rule.id).collect();
        Some(Named { word, remark: names.join(", ") })
    }

    fn ignore(&mut self, peer: Peer, id: &str) {
        if let Some(named) = self.named(peer, id) {
            self.ignore.push(named);
        }
    }

    fn level(&mut self, peer: Peer, id: &str, level: Level) {
        if let Some(named) = self.named(peer, id) {
            self.levels.push((named, level));
        }
    }
}

fn is_same(one: &[&Rule], other: &[&Rule]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.id == other.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Configuration, Request, Settings};
    use crate::date::Date;

    fn words(named: &[Named]) -> Vec<&str> {
        named.iter().map(|named| &*named.word).collect()
    }

    #[test]
    fn what_hadolint_is_told() {
        let adopted = Tool::Hadolint.read(
            "ignored: [DL3008, SC2086, DL9999]\noverride:\n  error: [DL3020]\n  style:\n    - DL3059\n\
             trustedRegistries: [docker.io, '*.example.com']\nfailure-threshold: error\nlabel-schema:\n  team: text\n  \
             version: semver\n  odd: colour\nstrict-labels: true\nformat: sarif\nwhatever: 1\n",
        );
        assert_eq!(words(&adopted.ignore), ["DL3008", "SC2086"]);
        assert_eq!(adopted.ignore[0].remark, "dockerfile/apt-unpinned-version");
        let levels: Vec<_> = adopted.levels.iter().map(|(named, level)| (&*named.word, *level)).collect();
        assert_eq!(levels, [("DL3020", Level::Error), ("DL3059", Level::Info)]);
        assert_eq!(adopted.trusted_registries, ["docker.io", "*.example.com"]);
        assert_eq!(adopted.label_schema[1], ("version".to_owned(), LabelType::Semver));
        assert_eq!((adopted.fail_on, adopted.strict_labels), (Some(FailOn::Error), true));
        let left = [
            "`DL9999`: there is no such rule here",
            "`label-schema`: `odd` has the type `colour`, which is none",
            "`format: sarif`: write `--format sarif` on the command line",
            "`whatever` is no key that is known",
        ];
        assert_eq!(adopted.left, left);
        assert_eq!(Tool::Hadolint.read("# nothing\n"), Adopted::default());
        assert_eq!(Tool::Hadolint.read("- DL3008\n").left, ["nothing of it could be read"]);
        let lax = Tool::Hadolint.read("no-fail: true\ndisable-ignore-pragma: true\n");
        assert_eq!((lax.fail_on, lax.no_suppressions), (Some(FailOn::Never), true));
    }

    #[test]
    fn what_kube_linter_is_told() {
        let adopted = Tool::KubeLinter.read(
            "checks:\n  include: [dangling-service, no-such]\n  exclude:\n  - latest-tag\n  ignorePaths: [vendor/**, one.yaml, ~/x]\n\
             customChecks:\n- name: ours\n  template: required-label\n",
        );
        assert_eq!(words(&adopted.select), ["kube-linter:dangling-service"]);
        assert_eq!(adopted.exclude, ["vendor/**", "/one.yaml"]);
        assert!(adopted.left.contains(&"the custom check `ours`".to_owned()), "{:?}", adopted.left);
        let all = Tool::KubeLinter.read("checks: {addAllBuiltIn: true}\n");
        assert_eq!(words(&all.select), ["kube-linter:*"]);
        let few = Tool::KubeLinter.read("checks: {doNotAutoAddDefaults: true, include: [dangling-service]}\n");
        assert!(few.ignore.len() > 3 && !words(&few.ignore).contains(&"kube-linter:dangling-service"));
    }

    #[test]
    fn what_trivy_and_checkov_are_told() {
        let list = Tool::TrivyList.read("# why\nAVD-DS-0002\nDS005 exp:2030-01-01\n\nCVE-2024-1\n");
        assert_eq!(words(&list.ignore), ["AVD-DS-0002", "DS005"]);
        assert!(list.ignore[1].remark.ends_with("until 2030-01-01"), "{:?}", list.ignore[1]);
        assert_eq!(list.left, ["`CVE-2024-1` is a vulnerability: packages in images are not looked at"]);
        let yaml = Tool::TrivyYaml.read(
            "misconfigurations:\n- id: AVD-DS-0002\n  paths: [docs/Dockerfile]\n  statement: \"only\\na demo\"\n- id: DS-0005\nvulnerabilities:\n- id: CVE-2024-1\n",
        );
        assert_eq!(words(&yaml.ignore), ["DS-0005"]);
        assert_eq!(
            (&yaml.ignore_in[0].0[..], words(&yaml.ignore_in[0].1)),
            (&["/docs/Dockerfile".to_owned()][..], vec!["AVD-DS-0002"])
        );
        let checkov =
            Tool::Checkov.read("skip-check:\n  - CKV_DOCKER_4\n  - CKV_AWS_1\nsoft-fail: true\nskip-path: [vendor]\n");
        assert_eq!(words(&checkov.ignore), ["CKV_DOCKER_4"]);
        assert_eq!((checkov.fail_on, &checkov.exclude[..]), (Some(FailOn::Never), &["vendor".to_owned()][..]));
    }

    /// Whatever stands in the files, the result is a configuration, and odd texts stay inside of its strings and comments.
    #[test]
    fn what_is_written_can_be_read() {
        let hostile = "\\\"]\\n[rules]\\n\\u0007 # x";
        let yaml = format!(
            "ignored: [DL3008, \"{hostile}\"]\ntrustedRegistries: [\"{hostile}\"]\nlabel-schema: {{\"{hostile}\": url}}\nfailure-threshold: info\n\
             override: {{warning: [DL3020]}}\nstrict-labels: true\n"
        );
        let kube_linter = format!(
            "checks: {{addAllBuiltIn: true, exclude: [dangling-service], ignorePaths: [\"{hostile}\"]}}\ncustomChecks: [{{name: \"{hostile}\"}}]\n"
        );
        let trivy = "misconfigurations:\n- {id: DS-0002, paths: [a], statement: \"x\\ny\"}\n";
        let polaris = "checks: {tagNotSpecified: danger, hostIPCSet: ignore}\nexemptions: [{namespace: x}]\n";
        let found = [
            (".hadolint.yaml", Tool::Hadolint.read(&yaml)),
            (".kube-linter.yaml", Tool::KubeLinter.read(&kube_linter)),
            (".trivyignore.yaml", Tool::TrivyYaml.read(trivy)),
            ("polaris.yaml", Tool::Polaris.read(polaris)),
        ];
        let found = found.map(|(path, adopted)| (path.to_owned(), adopted));
        for files in [&found[..], &found[..1], &found[1..2], &[]] {
            let text = write(files);
            let configuration = Configuration::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let settings = Settings::new(&Request::on(Date::from_days(20_000)), &configuration);
            assert!(settings.is_ok(), "{:?}\n{text}", settings.err());
        }
        let configuration = Configuration::read(&write(&found)).expect("it was read before");
        assert_eq!(configuration.ignore, ["DL3008", "kube-linter:dangling-service", "polaris:hostIPCSet"]);
        assert_eq!(configuration.select, ["default", "kube-linter:*"]);
        assert_eq!(configuration.fail_on, Some(FailOn::Info));
        assert_eq!(configuration.overrides[0].paths, ["/a"]);
    }
}
