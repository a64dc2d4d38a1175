//! Commands as the programs themselves read them, and what is told of them.

use super::*;
use crate::model::dockerfile::{Dockerfile, Instruction};
use crate::syntax::dockerfile;

/// What `show` makes of the last RUN of `text`, which is one itself unless it has lines.
fn of<T>(text: &str, show: impl Fn(Run<'_>) -> T) -> T {
    let text = if text.contains('\n') { text.to_owned() } else { format!("RUN {text}") };
    let tree = dockerfile::parse(&text);
    let file = Dockerfile::new(&tree);
    show(file.instructions().filter_map(Instruction::as_run).next_back().expect("a RUN"))
}

#[test]
fn commands_are_known_wherever_they_stand() {
    let commands = |text| of(text, |run| run.package_commands().map(|command| command.to_string()).collect::<Vec<_>>());
    for (text, expected) in [
        ("apt-get -o A::B=1 -t stable install -y curl", &["apt-get install"][..]),
        ("sudo -E /usr/bin/apt-get update && env A=1 apt install x", &["apt-get update", "apt install"]),
        ("if true; then sh -c 'apk --no-cache add x'; fi", &["apk add"]),
        (
            "pip3.12 install x; python3 -Im pip install y; uv pip install z",
            &["pip3.12 install", "python3 -Im pip install", "uv pip install"],
        ),
        (
            "yarn && yarn global add x && yarn cache clean && yarn build",
            &["yarn", "yarn global add", "yarn cache clean"],
        ),
        ("yum -y group install x && dnf5 in y && zypper -n in z", &["yum group install", "dnf5 in", "zypper in"]),
        ("yarn --version; apt-get --help; python -m venv x; pip --version", &[]),
        ("echo apt-get install; apt-get moo; \"$APT\" install x", &[]),
        ("[\"apt-get\", \"install\", \"x\"]", &["apt-get install"]),
        ("FROM a\nSHELL [\"pwsh\", \"-c\"]\nRUN apt-get install x\n", &[]),
    ] {
        assert_eq!(commands(text), expected, "{text}");
    }
}

#[test]
fn packages_without_a_version_are_the_literal_ones() {
    let unpinned = |text, manager| {
        of(text, |run| {
            let found = unpinned(run, manager, Reading::Exact, &["allowed".to_owned()]);
            found
                .iter()
                .flat_map(|unpinned| unpinned.0.iter().map(|package| package.word.to_owned()))
                .collect::<Vec<_>>()
        })
    };
    for (text, manager, expected) in [
        ("apt-get install -y a b=1 $C 'd' allowed allowed:arm64 -o X=1 -t e", Manager::Apt, &["a", "d"][..]),
        ("apt-get install a && apt-get install b; apt-get build-dep c", Manager::Apt, &["a", "b"]),
        ("apt-get install --snapshot 20250101T000000Z a", Manager::Apt, &[]),
        ("FROM a\nRUN echo deb http://snapshot.debian.org/x > l\nRUN apt-get install a\n", Manager::Apt, &[]),
        ("apk add -t .x a 'b>1'", Manager::Apk, &["a"]),
        ("dnf module install a b:1 && dnf group install c", Manager::Dnf, &["a"]),
        ("zypper -n in a && zypper -n in -t pattern b", Manager::Zypper, &["a"]),
        ("pip install --timeout 100 --log f -r r.txt a .[dev] && pip install -c c.txt b", Manager::Pip, &["a"]),
        ("npm i --omit dev a u/r . && pnpm add b@1 c", Manager::Npm, &["a", "c"]),
        ("gem install --no-document a -- b && gem install c -v 1", Manager::Gem, &["a"]),
        ("go run h.x/a h.x/b && go install -tags t/u.v/w std cmd/vet h.x/c", Manager::Go, &["h.x/a", "h.x/c"]),
        ("FROM a\nCOPY . .\nRUN go install h.x/a h.x/b@latest\n", Manager::Go, &["h.x/b@latest"]),
    ] {
        assert_eq!(unpinned(text, manager), expected, "{text}");
    }
}

#[test]
fn who_asks() {
    let asks = |text, manager| of(text, |run| asking(run, manager, Reading::Exact).len());
    for (text, manager, expected) in [
        ("apt-get install a; apt-get upgrade; apt autoremove; apt-get remove b", Manager::Apt, 4),
        ("apt-get install -y a; apt-get -qqq upgrade; apt-get -q=2 install b; apt-get purge", Manager::Apt, 0),
        ("apt-get install -t y a", Manager::Apt, 1),
        ("apt-get -o APT::Get::Assume-Yes=true install a; apt-get -oapt::get::assume-yes=1 install a", Manager::Apt, 0),
        ("yes | apt-get install a; echo y | sudo apt-get install b; apt-get install c <<< y", Manager::Apt, 0),
        ("cat x | apt-get install a; yes | cat; apt-get install b", Manager::Apt, 2),
        ("dnf upgrade; dnf --setopt=assumeyes=1 install a; microdnf install b", Manager::Dnf, 1),
        ("FROM a\nRUN echo assumeyes=1 >> /etc/yum.conf\nRUN yum install a\n", Manager::Yum, 0),
        ("zypper dup; zypper -n up; zypper refresh", Manager::Zypper, 1),
        ("apk add a", Manager::Apk, 0),
    ] {
        assert_eq!(asks(text, manager), expected, "{text}");
    }
}

#[test]
fn what_is_left_behind() {
    let left = |text, manager| of(text, |run| leftovers(run, manager, Reading::Exact).len());
    for (text, manager, expected) in [
        ("apt-get update && rm -rf /tmp/x", Manager::Apt, 1),
        ("rm -rf /var/lib/apt/lists/* && apt-get update", Manager::Apt, 1),
        ("apt-get update && apt-get clean", Manager::Apt, 1),
        ("apt-get update && rm -fr /var/lib/apt/lists", Manager::Apt, 0),
        ("apt-get update && sudo rm -r -f /var/lib/apt/*", Manager::Apt, 0),
        ("apt-get update && rm /var/lib/apt/lists", Manager::Apt, 1),
        ("apt-get update && apt-get distclean", Manager::Apt, 0),
        ("apt-get update && find /var/lib/apt/lists -type f -delete", Manager::Apt, 0),
        ("apt-get update && find /var/lib/apt/lists", Manager::Apt, 1),
        ("--mount=type=cache,target=/var/lib/apt apt-get update", Manager::Apt, 0),
        ("--mount=type=cache,target=/var/cache/apt apt-get update", Manager::Apt, 1),
        ("--mount=type=bind,target=/var/lib/apt apt-get update", Manager::Apt, 1),
        ("FROM a AS b\nRUN apt-get update\nFROM b AS c\nFROM d\nCOPY --from=c x y\n", Manager::Apt, 0),
        ("FROM a AS b\nRUN apt-get update\nFROM b AS c\nFROM c\n", Manager::Apt, 1),
        ("apk add a && apk add --no-cache b && apk add c", Manager::Apk, 2),
        ("apk add a && rm -rf /var/cache/apk/* && apk add c", Manager::Apk, 1),
        ("yum install -y a && dnf clean all", Manager::Yum, 0),
        ("yum clean all && yum install -y a", Manager::Yum, 1),
        ("--mount=type=cache,target=/var/cache dnf install -y a", Manager::Dnf, 0),
        ("zypper -n in a && zypper clean", Manager::Zypper, 0),
        ("pip install a && rm -rf ~/.cache", Manager::Pip, 0),
        ("pip install a && pip cache purge", Manager::Pip, 0),
        ("PIP_NO_CACHE_DIR=off pip install a", Manager::Pip, 0),
        ("FROM a\nARG PIP_NO_CACHE_DIR=1\nRUN pip install a\n", Manager::Pip, 0),
        ("FROM a\nENV PIP_NO_CACHE_DIR=\nRUN pip install a\n", Manager::Pip, 1),
        ("FROM a\nRUN pip config set global.no-cache-dir true\nRUN pip install a\n", Manager::Pip, 0),
        ("pipx install a && uv pip install b", Manager::Pip, 0),
        ("yarn --frozen-lockfile", Manager::Npm, 1),
        ("npm install && yarn cache clean", Manager::Npm, 0),
    ] {
        assert_eq!(left(text, manager), expected, "{text}");
    }
}

#[test]
fn an_update_alone() {
    let alone = |text| of(text, |run| update_alone(run).map(|command| command.to_string()));
    assert_eq!(alone("apt-get update && apt-get clean && rm -rf /x").as_deref(), Some("apt-get update"));
    assert_eq!(alone("apt-get install -y a && apt-get update").as_deref(), Some("apt-get update"));
    assert_eq!(alone("A=1 && apk update").as_deref(), Some("apk update"));
    for text in [
        "apt-get update && apt-get install -y a",
        "apt-get update && ./install.sh",
        "apt-get update && apt-get source a",
        "apt-get update && apt-get purge -y a && rm -rf /var/lib/apt/lists/*",
        "apt-get update && curl x | bash",
        "--mount=type=cache,target=/var/lib/apt/lists apt-get update",
        "yum -y update",
    ] {
        assert_eq!(alone(text), None, "{text}");
    }
}
