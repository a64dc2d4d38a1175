//! What COPY and mounts take files from, and stages that need each other in a circle.

use super::Dockerfile;
use super::copy::CopySource;
use super::instruction::Instruction;
use super::stage::Stage;
use crate::text::{Span, nearest};

/// A name in `--from` of a COPY or in `from` of a mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'m> {
    /// The name or number as BuildKit reads it.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// What it means.
    pub target: ReferenceTarget<'m>,
}

/// What a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceTarget<'m> {
    /// A stage; perhaps the same one or a later one.
    Stage(Stage<'m>),
    /// A number that no stage has.
    NoSuchIndex(i64),
    /// An image or a named context.
    Image,
}

impl<'m> Instruction<'m> {
    /// The stages and images that a COPY or the mounts of a RUN take files from, in order.
    #[must_use]
    pub fn references(self) -> Vec<Reference<'m>> {
        if let Some(copy) = self.as_copy() {
            let flag = copy.from.filter(|flag| flag.value().is_some_and(|value| !value.is_empty()));
            return flag.into_iter().filter_map(|flag| self.copy_reference(flag.value()?, flag.value_span())).collect();
        }
        let mut references = Vec::new();
        for mount in self.mounts() {
            let Some(field) = mount.field(&["from"]) else { continue };
            let Some(name) = field.value.clone().filter(|name| !name.is_empty()) else { continue };
            // A mount knows stages by name only.
            let target = self.file().stage_named(&name).map_or(ReferenceTarget::Image, ReferenceTarget::Stage);
            references.push(Reference { name, span: field.value_span, target });
        }
        references
    }

    fn copy_reference(self, name: &'m str, span: Span) -> Option<Reference<'m>> {
        let target = match self.resolve_source(name) {
            CopySource::Stage(stage) => ReferenceTarget::Stage(stage),
            CopySource::NoSuchIndex(index) => ReferenceTarget::NoSuchIndex(index),
            CopySource::Image(_) => ReferenceTarget::Image,
        };
        Some(Reference { name: name.to_owned(), span, target })
    }
}

/// How many stages a file may have for misspelled names to be compared with them all.
const MOST_STAGES_COMPARED: usize = 200;

impl Dockerfile<'_> {
    /// The name of a stage that is nearest to `name`, if it is near enough to be what was meant. Not looked for in files
    /// with very many stages.
    #[must_use]
    pub fn nearest_stage(&self, name: &str) -> Option<&str> {
        let names = self.stages().filter_map(Stage::name).filter(|name| !name.contains('$'));
        if self.stages().len() > MOST_STAGES_COMPARED { None } else { nearest(name, names) }
    }
}

impl<'m> Stage<'m> {
    /// The number of the circle it is in: stages with the same number need each other. `None` for a stage that does not
    /// need itself, and for one that takes something from itself only.
    #[must_use]
    pub fn circle(self) -> Option<usize> {
        self.circle_index().map(|circle| circle as usize)
    }
}

/// By stage: the number of the circle it is in.
pub(super) fn circles(model: &Dockerfile<'_>) -> Vec<Option<u32>> {
    let needs: Vec<Vec<usize>> = model.stages().map(|stage| stage.needs().map(Stage::index).collect()).collect();
    // Names lead to earlier stages in nearly every file, and then there is no circle.
    if needs.iter().enumerate().all(|(stage, needs)| needs.iter().all(|&need| need <= stage)) {
        return vec![None; needs.len()];
    }
    Components::of(&needs)
}

/// Strongly connected components by Tarjan's algorithm, without recursion.
struct Components<'a> {
    needs: &'a [Vec<usize>],
    /// By stage: when it was first met, from 1; 0 for not yet.
    met: Vec<usize>,
    /// By stage: the earliest stage of the open ones that it reaches.
    lowest: Vec<usize>,
    open: Vec<usize>,
    is_open: Vec<bool>,
    circles: Vec<Option<u32>>,
}

impl<'a> Components<'a> {
    fn of(needs: &'a [Vec<usize>]) -> Vec<Option<u32>> {
        let count = needs.len();
        let mut components = Self {
            needs,
            met: vec![0; count],
            lowest: vec![0; count],
            open: Vec::new(),
            is_open: vec![false; count],
            circles: vec![None; count],
        };
        let mut clock = 0;
        for stage in 0..count {
            if components.met[stage] == 0 {
                components.visit(stage, &mut clock);
            }
        }
        components.circles
    }

    fn visit(&mut self, start: usize, clock: &mut usize) {
        // The path that led here: each stage with the number of its needs that were followed.
        let mut path = vec![(start, 0)];
        self.enter(start, clock);
        while let Some((stage, followed)) = path.last_mut() {
            let stage = *stage;
            if let Some(&need) = self.needs[stage].get(*followed) {
                *followed += 1;
                if self.met[need] == 0 {
                    self.enter(need, clock);
                    path.push((need, 0));
                } else if self.is_open[need] {
                    self.lowest[stage] = self.lowest[stage].min(self.met[need]);
                }
                continue;
            }
            path.pop();
            if let Some(&(parent, _)) = path.last() {
                self.lowest[parent] = self.lowest[parent].min(self.lowest[stage]);
            }
            if self.lowest[stage] == self.met[stage] {
                self.close(stage);
            }
        }
    }

    fn enter(&mut self, stage: usize, clock: &mut usize) {
        *clock += 1;
        self.met[stage] = *clock;
        self.lowest[stage] = *clock;
        self.open.push(stage);
        self.is_open[stage] = true;
    }

    /// All open stages from `first` on are one component.
    fn close(&mut self, first: usize) {
        let at = self.open.iter().rposition(|&stage| stage == first).unwrap_or(0);
        let members = self.open.split_off(at);
        for &member in &members {
            self.is_open[member] = false;
            self.circles[member] = (members.len() > 1).then_some(first as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile;

    #[test]
    fn references_of_copy_and_mounts() {
        let text = "FROM a AS one\nFROM b\nCOPY --from=ONE x y\nCOPY --from=0 x y\nCOPY --from=7 x y\nRUN --mount=from=one,target=/a --mount=target=/b,from=0 z\nCOPY --from=nginx x y\n";
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        let told: Vec<_> = model
            .instructions()
            .flat_map(Instruction::references)
            .map(|reference| {
                let target = match reference.target {
                    ReferenceTarget::Stage(stage) => format!("stage {}", stage.index()),
                    ReferenceTarget::NoSuchIndex(index) => format!("no {index}"),
                    ReferenceTarget::Image => "image".to_owned(),
                };
                format!("{}: {target}", reference.span.slice(text))
            })
            .collect();
        assert_eq!(told, ["ONE: stage 0", "0: stage 0", "7: no 7", "one: stage 0", "0: image", "nginx: image"]);
    }

    fn circles_of(text: &str) -> Vec<Option<usize>> {
        let tree = dockerfile::parse(text);
        Dockerfile::new(&tree).stages().map(Stage::circle).collect()
    }

    #[test]
    fn circles_of_stages() {
        let file = "FROM x AS a\nCOPY --from=b 1 2\nFROM x AS b\nCOPY --from=c 1 2\nFROM b AS c\nFROM c AS d\n";
        let found = circles_of(file);
        assert!(found[1].is_some() && found[1] == found[2], "{found:?}");
        assert_eq!((found[0], found[3]), (None, None));
        assert_eq!(circles_of("FROM x AS a\nCOPY --from=a 1 2\n"), [None]);
    }

    #[test]
    fn a_long_chain_of_stages_is_no_matter_of_depth() {
        let mut text = String::new();
        for stage in 0..5_000 {
            text.push_str(&format!("FROM x AS s{stage}\nCOPY --from=s{} 1 2\n", (stage + 1) % 5_000));
        }
        let found = circles_of(&text);
        assert!(found.iter().all(|circle| circle.is_some() && *circle == found[0]));
    }
}
