//! Reading YAML: ours, other parsers, and the floor that a scan of lines for indentation, `:` and `#` sets.
//!
//! The large files are the largest manifests of the corpus beside the crate, the small ones all that are small; without it,
//! only our fixtures are read. Files that one of the readers stops in are left out, so that all read the same.
//!
//! `cargo bench --bench yaml` runs all; `cargo bench --bench yaml -- large` the large files only, `-- ours` our reader only.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use shipworthy::syntax::yaml::Tree;

/// How much of the corpus' large files is read, in bytes.
const LARGE: usize = 4_000_000;

/// How long a small file is at most, in bytes.
const SMALL_FILE: usize = 1_500;

fn parsers(criterion: &mut Criterion) {
    let mut files = yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/manifests"));
    files.retain(|file| is_read_by_all(file));
    files.sort_by_key(|file| std::cmp::Reverse(file.len()));
    let small: Vec<String> = files.iter().filter(|file| file.len() <= SMALL_FILE).cloned().collect();
    let mut size = 0;
    let large: Vec<String> = files
        .into_iter()
        .take_while(|file| {
            size += file.len();
            size <= LARGE
        })
        .collect();
    let mut fixtures = yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/yaml"));
    fixtures.retain(|file| is_read_by_all(file));
    for (name, files) in [("large", large), ("small", small), ("fixtures", fixtures)] {
        if files.is_empty() {
            continue;
        }
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(files.iter().map(|file| file.len() as u64).sum()));
        group.sample_size(20);
        each(&mut group, "ours", &files, |text| Tree::parse(text).nodes().len());
        each(&mut group, "line-scan", &files, scan_lines);
        each(&mut group, "saphyr-parser", &files, |text| {
            saphyr_parser::Parser::new_from_str(text).take_while(Result::is_ok).count()
        });
        each(&mut group, "granit-parser", &files, |text| {
            granit_parser::Parser::new_from_str(text).take_while(Result::is_ok).count()
        });
        each(&mut group, "serde_yaml", &files, |text| {
            use serde::Deserialize;
            serde_yaml::Deserializer::from_str(text)
                .map_while(|document| serde_yaml::Value::deserialize(document).ok())
                .count()
        });
        group.finish();
    }
}

/// Whether no reader finds a mistake in `text`.
fn is_read_by_all(text: &str) -> bool {
    use serde::Deserialize;
    Tree::parse(text).errors().is_empty()
        && saphyr_parser::Parser::new_from_str(text).all(|event| event.is_ok())
        && granit_parser::Parser::new_from_str(text).all(|event| event.is_ok())
        && serde_yaml::Deserializer::from_str(text).all(|document| serde_yaml::Value::deserialize(document).is_ok())
}

fn each(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, files: &[String], read: impl Fn(&str) -> usize) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| files.iter().map(|file| read(black_box(file))).sum::<usize>());
    });
}

/// What no reader of YAML can do without: lines, their indentation, and the first colon or hash in each.
fn scan_lines(text: &str) -> usize {
    let mut found = 0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text.as_bytes()[start..end];
        let indentation = line.iter().take_while(|&&byte| byte == b' ').count();
        found += indentation + memchr::memchr2(b':', b'#', &line[indentation..]).unwrap_or(0);
        start = end + 1;
    }
    found
}

/// The texts of all YAML and JSON files below `folder`; none when it is not there.
fn yaml_files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_yaml =
                path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|e| extension == *e));
            if path.is_dir() {
                folders.push(path);
            } else if is_yaml {
                files.extend(std::fs::read_to_string(path));
            }
        }
    }
    files
}

criterion_group!(benches, parsers);
criterion_main!(benches);
