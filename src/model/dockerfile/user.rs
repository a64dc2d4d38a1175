//! USER: whose name or number it is.

use super::instruction::Instruction;

impl<'m> Instruction<'m> {
    /// Whether it, a USER, names root, by name or number; `None` when only the build knows.
    #[must_use]
    pub fn names_root(self) -> Option<bool> {
        let text = self.expanded(self.single_argument()?);
        let user = text.known()?.split(':').next().unwrap_or_default();
        Some(user == "root" || !user.is_empty() && user.bytes().all(|byte| byte == b'0'))
    }

    /// Whether it runs as root: USER says so, or no USER does and the base image's user, mostly root, is in force.
    #[must_use]
    pub fn may_run_as_root(self) -> bool {
        self.effective_user().is_none_or(|user| user.names_root() != Some(false))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::dockerfile::Dockerfile;
    use crate::syntax::dockerfile::parse;

    #[test]
    fn root_is_known_by_name_and_number() {
        for (user, root) in [
            ("root", Some(true)),
            ("0:0", Some(true)),
            ("\"root\"", Some(true)),
            ("app", Some(false)),
            ("1000:0", Some(false)),
            ("$SOMEBODY", None),
        ] {
            let text = format!("FROM a\nARG SOMEBODY\nUSER {user}\nRUN x\n");
            let tree = parse(&text);
            let model = Dockerfile::new(&tree);
            let run = model.instruction(3).expect("four instructions");
            assert_eq!(run.effective_user().and_then(super::Instruction::names_root), root, "{user}");
            assert_eq!(run.may_run_as_root(), root != Some(false), "{user}");
        }
    }
}
