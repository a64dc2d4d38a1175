//! Dockerfiles: our parser beside two others, and linting with and without the shell's findings, over the fixtures and,
//! when it is there, the reference corpus.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::syntax::dockerfile;
use shipworthy::text::Source;

fn read(folder: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.extend(Source::new(path.display().to_string(), text));
        }
    }
}

fn sets() -> Vec<(&'static str, Vec<Source>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [("fixtures", "fixtures/dockerfile"), ("corpus", "../shared/corpus/dockerfiles")];
    folders
        .into_iter()
        .map(|(name, folder)| {
            let mut found = Vec::new();
            read(&root.join(folder), &mut found);
            (name, found)
        })
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

fn settings(ignore: &[&str]) -> Settings {
    let mut request = Request::on(Date::from_days(20_779));
    request.ignore = ignore.iter().map(|word| Selector::read(word).expect("a known word")).collect();
    Settings::new(&request, &Configuration::default()).expect("no configuration is a right one")
}

fn bytes(sources: &[Source]) -> u64 {
    sources.iter().map(|source| source.text().len() as u64).sum()
}

fn parsing(criterion: &mut Criterion) {
    for (name, sources) in sets() {
        let mut group = criterion.benchmark_group("parse");
        group.throughput(Throughput::Bytes(bytes(&sources)));
        group.bench_function(BenchmarkId::new("shipworthy", name), |bencher| {
            bencher.iter(|| {
                sources
                    .iter()
                    .map(|source| dockerfile::parse(black_box(source.text())).instructions.len())
                    .sum::<usize>()
            });
        });
        group.bench_function(BenchmarkId::new("parse-dockerfile", name), |bencher| {
            bencher.iter(|| {
                sources.iter().filter(|source| parse_dockerfile::parse(black_box(source.text())).is_ok()).count()
            });
        });
        group.bench_function(BenchmarkId::new("dockerfile-parser", name), |bencher| {
            bencher.iter(|| {
                sources
                    .iter()
                    .filter(|source| dockerfile_parser::Dockerfile::parse(black_box(source.text())).is_ok())
                    .count()
            });
        });
        group.finish();
    }
}

fn linting(criterion: &mut Criterion) {
    for (name, sources) in sets() {
        let mut group = criterion.benchmark_group("lint");
        group.sample_size(10);
        group.throughput(Throughput::Elements(sources.len() as u64));
        for (what, ignore) in [("without shell findings", &["shell/*"][..]), ("all default rules", &[])] {
            let settings = settings(if cfg!(feature = "shell-lint") { ignore } else { &[] });
            group.bench_function(BenchmarkId::new(what, name), |bencher| {
                bencher.iter(|| {
                    let lint = |source| engine::lint(black_box(source), Language::Dockerfile, &settings, Measure::No);
                    sources.iter().map(|source| lint(source).diagnostics.len()).sum::<usize>()
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, parsing, linting);
criterion_main!(benches);
