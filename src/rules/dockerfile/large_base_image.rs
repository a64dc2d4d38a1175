use crate::rule::prelude::*;

rule! {
    /// The final image stays on a full image although a smaller one would do.
    ///
    /// Compilers, headers and development kits make an image several times as large, slower to pull, and give an intruder
    /// tools. Most languages' images have a `-slim` or `-jre` tag for running what is built already.
    ///
    /// ```dockerfile bad
    /// FROM python:3.14
    /// COPY . /app
    /// RUN pip install --no-cache-dir -r /app/requirements.txt
    /// CMD ["python", "/app/main.py"]
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o /server ./cmd/server
    /// ENTRYPOINT ["/server"]
    /// ```
    ///
    /// The full image is right for a stage that is thrown away, and for one that uses what only the full image has:
    ///
    /// ```dockerfile good
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o /server ./cmd/server
    ///
    /// FROM scratch
    /// COPY --from=build /server /server
    /// ENTRYPOINT ["/server"]
    /// ```
    ///
    /// ```dockerfile good
    /// FROM python:3.14
    /// RUN git clone https://example.com/tool.git /tool && make -C /tool install
    /// CMD ["tool"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/large-base-image",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Size, Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

/// A large image: what of it is not needed to run something, and what to take for that.
struct Large {
    image: &'static str,
    carries: &'static str,
    instead: Instead,
}

enum Instead {
    /// A tag of the same image that ends or goes on like this.
    Tag(&'static str),
    /// Another image for what is built with the kit.
    Image(&'static str),
}

const COMPILERS: &str = "compilers, headers and version control";

/// Facts of the images' own documentation.
const LARGE: &[Large] = &[
    Large { image: "debian", carries: "documentation and translations", instead: Instead::Tag("-slim") },
    Large { image: "eclipse-temurin", carries: "development kit", instead: Instead::Tag("-jre") },
    Large { image: "elixir", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "erlang", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "node", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "perl", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "pypy", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "python", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "ruby", carries: COMPILERS, instead: Instead::Tag("-slim") },
    Large { image: "golang", carries: "toolchain", instead: Instead::Image("`scratch` or a distroless image") },
    Large { image: "gradle", carries: "build tools", instead: Instead::Image("an image with a Java runtime") },
    Large { image: "haskell", carries: "toolchain", instead: Instead::Image("a slim or distroless image") },
    Large { image: "maven", carries: "build tools", instead: Instead::Image("an image with a Java runtime") },
    Large { image: "rust", carries: "toolchain", instead: Instead::Image("a slim or distroless image") },
    Large { image: "swift", carries: "toolchain", instead: Instead::Image("`swift` with a `-slim` tag") },
    Large {
        image: "mcr.microsoft.com/dotnet/sdk",
        carries: "development kit",
        instead: Instead::Image("`mcr.microsoft.com/dotnet/aspnet` or `runtime`"),
    },
];

/// Programs that smaller variants lack.
const TOOLS: &[&str] = &[
    "ant", "bzr", "c++", "cc", "clang", "cmake", "curl", "g++", "gcc", "git", "gradle", "gradlew", "hg", "javac",
    "jdeps", "jlink", "jpackage", "make", "mvn", "mvnw", "node-gyp", "sbt", "ssh", "svn", "wget",
];

/// Programs that build with a development kit.
const BUILDERS: &[&str] =
    &["cabal", "cargo", "dotnet", "ghc", "go", "gradle", "gradlew", "mvn", "mvnw", "rustc", "stack", "swift"];

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let Some(stage) = file.final_stage() else { return };
    let root = stage.root();
    let Some(image) = root.base_image().filter(|image| !image.is_unknown()) else { return };
    let reference = image.reference();
    let name = reference.official_name().unwrap_or(reference.name());
    let Some(large) = LARGE.iter().find(|large| large.image == name) else { return };
    if reference.tag().is_some_and(is_small_variant) || is_for_development(stage, ctx.path()) {
        return;
    }
    let runs_any = |programs: &[&str]| runs_any(stage, programs);
    let needed = match large.instead {
        Instead::Tag(_) => runs_any(TOOLS),
        Instead::Image(_) => !runs_any(BUILDERS),
    };
    if needed || !starts_an_application(stage) {
        return;
    }
    let finding = ctx.report(image.span(), format!("the final image carries the {} of `{image}`", large.carries));
    match large.instead {
        Instead::Tag(suffix) => finding.help(format!("build on a `{suffix}` tag")),
        Instead::Image(other) => {
            finding.help(format!("build in a stage of its own, and copy what it makes into {other}"))
        }
    };
}

fn is_small_variant(tag: &str) -> bool {
    const MARKS: [&str; 8] =
        ["slim", "alpine", "jre", "chiseled", "distroless", "minimal", "nanoserver", "windowsservercore"];
    tag.split('-').any(|part| MARKS.iter().any(|mark| part.starts_with(mark)))
}

/// Whether people work in the image, who want its tools.
fn is_for_development(stage: Stage<'_>, path: &str) -> bool {
    const NAMES: [&str; 6] = ["ci", "debug", "dev", "development", "test", "testing"];
    let says_so = |name: &str| name.split(['-', '_', '.']).any(|part| NAMES.contains(&part));
    let file = path.rsplit('/').next().unwrap_or(path);
    path.contains(".devcontainer") || says_so(file) || stage.name().is_some_and(says_so)
}

/// The instructions that make the image, of the stages it is built on too.
fn instructions(stage: Stage<'_>) -> impl Iterator<Item = Instruction<'_>> {
    std::iter::once(stage).chain(stage.ancestors()).flat_map(Stage::instructions)
}

fn runs_any(stage: Stage<'_>, programs: &[&str]) -> bool {
    let is_one = |command: Command<'_>| command.program().is_some_and(|program| programs.contains(&program.name));
    instructions(stage).filter_map(Instruction::as_run).any(|run| run.commands().any(is_one))
}

/// Whether it starts something that was put into it, and neither a tool of the development kit nor just a shell.
fn starts_an_application(stage: Stage<'_>) -> bool {
    let starts = |keyword| instructions(stage).find(|instruction| instruction.keyword() == Some(keyword));
    let Some(start) = starts(Keyword::Entrypoint).or_else(|| starts(Keyword::Cmd)) else { return false };
    let text = start.syntax().text.text();
    let mut words = match &start.syntax().arguments {
        Arguments::Json(words) => words.iter().map(Word::text).collect(),
        _ => text.split_whitespace().collect::<Vec<_>>(),
    }
    .into_iter();
    match words.next() {
        // The runtime starts a program that is named behind it; the kit has sub-commands.
        Some("dotnet") => words.next().is_some_and(|word| word.ends_with(".dll")),
        Some("bash" | "sh" | "/bin/bash" | "/bin/sh") => words.next().is_some(),
        Some(program) => !BUILDERS.contains(&program),
        None => false,
    }
}
