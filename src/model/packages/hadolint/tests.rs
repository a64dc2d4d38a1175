//! What hadolint says, by its own tests and by what it says of real files.

use super::*;
use crate::model::dockerfile::Dockerfile;
use crate::syntax::dockerfile;

/// What `question` says of the last RUN of `text`, which is one itself unless it has lines.
fn ask<T>(text: &str, question: impl Fn(Run<'_>) -> T) -> T {
    let text = if text.contains('\n') { text.to_owned() } else { format!("RUN {text}") };
    let tree = dockerfile::parse(&text);
    let file = Dockerfile::new(&tree);
    let last = file.instructions().filter_map(|one| one.deferred_instruction().unwrap_or(one).as_run()).next_back();
    question(last.expect("a RUN"))
}

/// Asserts that `question` is answered with yes for each of `bad`, with no for each of `good`.
fn hold(question: impl Fn(Run<'_>) -> bool, bad: &[&str], good: &[&str]) {
    for text in bad {
        assert!(ask(text, &question), "silent: {text}");
    }
    for text in good {
        assert!(!ask(text, &question), "fires: {text}");
    }
}

fn has_unpinned(manager: Manager) -> impl Fn(Run<'_>) -> bool {
    move |run| unpinned(run, manager).next().is_some()
}

fn asks(manager: Manager) -> impl Fn(Run<'_>) -> bool {
    move |run| asking(run, manager).is_some()
}

fn leaves(manager: Manager) -> impl Fn(Run<'_>) -> bool {
    move |run| leftover(run, manager).is_some()
}

#[test]
fn words_of_apt() {
    hold(
        has_unpinned(Manager::Apt),
        &[
            "apt-get install python",
            "apt-get install foo-$V",
            "apt-get -o A::B x=1 install y",
            "A=1 'apt-get' install x",
        ],
        &[
            "apt-get install -y a=0.10 b=1:2.* ./f.deb g/stable",
            "apt-get -t release install a=1",
            "apt install x",
            "sudo apt-get install x",
            "/usr/bin/apt-get install x",
            "sh -c 'apt-get install x'",
            "apt-get update",
        ],
    );
}

#[test]
fn words_of_apk() {
    hold(
        has_unpinned(Manager::Apk),
        &["apk add flex", "apk add a=1 b", "apk add .deps a=1", "apk add a@edge"],
        &[
            "apk add a=1 b~1 c~=1 d=~1 \"e>=1\" 'f<2' ./g.apk",
            "apk add -t .deps a=1",
            "apk add --virtual .deps a=1 --repository U -X U b=1",
            "apk add --virtual=.deps --repository=U a=1",
        ],
    );
}

#[test]
fn words_of_rpm_managers() {
    hold(
        has_unpinned(Manager::Yum),
        &[
            "yum install foo",
            "yum install a.rpm",
            "yum install foo-devel",
            "yum install 'foo-1.*'",
            "yum install @group",
            "yum install foo-$VERSION",
            "yum module install ruby",
        ],
        &[
            "yum install foo-1.2.3 rpm-sign-4.16.1.3 openssl-1:1.1.1k a-1.rpm java-11-openjdk",
            "FROM a\nARG VERSION\nRUN yum install foo-${VERSION}\n",
            "yum module install ruby:2.6",
            "yum groupinstall x",
            "dnf install x",
        ],
    );
    hold(
        has_unpinned(Manager::Dnf),
        &["dnf install foo", "microdnf install foo", "dnf module install ruby"],
        &["dnf install foo-1.2.3", "dnf group install x", "dnf module install ruby:3", "dnf in x", "dnf upgrade x"],
    );
    hold(
        has_unpinned(Manager::Zypper),
        &["zypper in foo", "zypper install foo-1"],
        &["zypper install foo=1.0 'bar>=1' 'baz<2' a.rpm", "zypper refresh"],
    );
}

#[test]
fn words_of_pip() {
    hold(
        has_unpinned(Manager::Pip),
        &[
            "pip2 install x",
            "python -m pip install x",
            "pip install git+https://h/r",
            "pip install git+ssh://h/r",
            "pipx install x",
            "pip install --root-user-action=ignore x",
            "pip install --timeout 100 x==1",
            "pip install .[dev]",
            "pip install $X",
            "pip install --requirement=r.txt x",
        ],
        &[
            "pip install MySQL_python==1.2.2 'a>=0.7' b~=1 c!=1 d===1 'e<2'",
            "pip install -r requirements.txt x",
            "pip install . x",
            "pip install --editable . ",
            "pip install a.whl b.tar.gz foo/bar https://h/x",
            "pip install git+https://h/r.git@v1",
            "pip install -c u x",
            "pip install --constraint u x",
            "pip install --index-url https://a:b@h/simple --extra-index-url U x==1",
            "pip install --user",
            "pipenv install x",
            "pipx install --python \"$(which python)\" p==1",
            "python -m pip --quiet install x",
            "uv pip install x",
        ],
    );
}

#[test]
fn words_of_npm() {
    hold(
        has_unpinned(Manager::Npm),
        &[
            "npm install express",
            "npm install a@1 @org/p",
            "npm install git+https://h/r.git",
            "npm install --registry=U express",
            "npm install .",
            "npm install --omit dev",
        ],
        &[
            "npm install",
            "npm install --progress=false",
            "npm install x@\"4\" @org/p@\">=1 <2\" -g",
            "npm install a.tgz b.tar.gz /f ./f ../f ~/f",
            "npm install git://h/r#v1 git+ssh://git@h/r#semver:^1",
            "npm run --x install",
            "npm install --loglevel verbose x@1",
            "npm i x",
        ],
    );
}

#[test]
fn words_of_gem_and_go() {
    hold(
        has_unpinned(Manager::Gem),
        &["gem i x", "gem install a:1 b", "gem install --a b --c --d e"],
        &[
            "gem install x:1",
            "gem install x -v 1",
            "gem install x --version V",
            "gem install x --version=V --flag",
            "gem install x:1 -- --with-a b",
            "gem install --no-document x",
        ],
    );
    hold(
        has_unpinned(Manager::Go),
        &["go install h/x", "go get h/x@latest", "go run main.go", "go install -tags x h/y@v1", "go get h/x@none"],
        &["go install h/x@v1", "go get ./x /y .", "go run . x", "go run h/x@v1 && go install h/y", "go build x"],
    );
}

#[test]
fn who_stops_to_ask() {
    hold(
        asks(Manager::Apt),
        &["apt-get install x", "apt-get -q install x", "apt-get install --quiet x", "apt-get install -qqq x"],
        &[
            "apt-get -y install x",
            "apt-get install -yq x",
            "apt-get install x --yes",
            "apt-get install x --assume-yes",
            "apt-get -qq install x",
            "apt-get -q -q install x",
            "apt-get -q=2 install x",
            "apt-get --quiet --quiet install x",
            "apt-get upgrade",
        ],
    );
    hold(
        asks(Manager::Yum),
        &["yum install x", "yum groupinstall x"],
        &["yum -qy install x", "yum install --assumeyes x"],
    );
    hold(asks(Manager::Dnf), &["dnf install x", "microdnf localinstall x"], &["dnf -y install x", "dnf upgrade"]);
    hold(
        asks(Manager::Zypper),
        &["zypper install x", "zypper in x", "zypper rm x", "zypper patch", "zypper si x"],
        &["zypper -n in x", "zypper --non-interactive in x", "zypper in -y x", "zypper in --no-confirm x", "zypper up"],
    );
}

#[test]
fn who_leaves_lists() {
    hold(
        leaves(Manager::Apt),
        &[
            "apt-get update",
            "--mount=type=cache,target=/var/cache/apt apt-get update",
            "--mount=type=cache,target=/var/lib/apt apt-get update",
            "apt update && rm -r /var/lib/apt/lists",
            "FROM a AS b\nRUN apt-get update\nFROM b\n",
            "FROM a\nONBUILD RUN aptitude update\n",
        ],
        &[
            "apt-get update && rm -rf /tmp/x",
            "apt-get update && rm /var/lib/apt/lists/*",
            "--mount=type=tmpfs,target=/var/lib/apt/lists apt-get update",
            "--mount=type=cache,target=/var/lib/apt --mount=type=tmpfs,target=/var/cache/apt apt-get update",
            "FROM a AS b\nRUN apt-get update\nFROM c\nCOPY --from=b x y\n",
        ],
    );
}

#[test]
fn who_leaves_a_cache() {
    hold(
        leaves(Manager::Apk),
        &["apk add x", "apk add --update x && rm -rf /var/cache/apk/*"],
        &["apk add --no-cache x", "apk --no-cache add x", "--mount=type=cache,target=/var/cache/apk apk add x"],
    );
    hold(
        leaves(Manager::Yum),
        &["yum install x", "yum clean all && yum install x"],
        &["yum install x && yum clean all", "yum install x && rm -rf /tmp/x", "yum update"],
    );
    hold(
        leaves(Manager::Dnf),
        &["dnf install x", "microdnf upgrade", "--mount=type=cache,target=/var/cache/dnf dnf install x"],
        &[
            "dnf install x && dnf clean all",
            "microdnf install x && rm -rf x",
            "--mount=type=cache,target=/var/cache/libdnf5 dnf install x",
        ],
    );
    hold(
        leaves(Manager::Zypper),
        &["zypper in x", "zypper cc && zypper install x"],
        &[
            "zypper in x && zypper clean",
            "zypper in x && zypper cc",
            "--mount=type=tmpfs,target=/var/cache/zypp zypper in x",
        ],
    );
    hold(
        leaves(Manager::Pip),
        &[
            "pip install x",
            "python3 -m pip install x",
            "pip install --no-cache-dir=1 x",
            "FROM a\nARG PIP_NO_CACHE_DIR=1\nRUN pip install x\n",
            "FROM a\nENV PIP_NO_CACHE_DIR=0\nRUN pip install x\n",
            "--mount=type=cache,target=/root/.cache pip install x",
        ],
        &[
            "pip install --no-cache-dir x",
            "pipx install x",
            "pipenv install x",
            "FROM a AS b\nENV PIP_NO_CACHE_DIR=on\nFROM b\nRUN pip install x\n",
            "PIP_NO_CACHE_DIR=1 pip install x",
            "--mount=type=cache,target=/root/.cache/pip pip install x",
        ],
    );
    hold(
        leaves(Manager::Npm),
        &["yarn install", "yarn cache clean && yarn install"],
        &["yarn install && yarn cache clean", "yarn", "--mount=type=cache,target=/root/.cache/yarn yarn install"],
    );
}
