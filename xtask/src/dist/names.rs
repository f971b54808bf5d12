//! Shortening the names by which WebAssembly calls JavaScript.
//!
//! wasm-bindgen gives each function a long name that ends in a hash, once in either file; neither
//! compresses, and nobody reads them.

use std::{collections::BTreeSet, fs, path::Path};

use wasm_encoder::{
    ImportSection, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{Import, ImportSectionReader, Parser};

use crate::outcome::{Outcome, Problem};

/// What the names of functions begin with that wasm-bindgen made up.
const BEGIN: &str = "__wb";

/// Gives the functions that `wasm` takes from `script` short names, in both files.
pub(super) fn shorten(wasm: &Path, script: &Path) -> Outcome {
    let module = fs::read(wasm).map_err(|why| Problem::file("read", wasm, &why))?;
    let text = fs::read_to_string(script).map_err(|why| Problem::file("read", script, &why))?;
    let short = Short::of(&text);
    let mut renamed = Module::new();
    let mut renaming = Renaming(&short);
    renaming
        .parse_core_module(&mut renamed, Parser::new(0), &module)
        .map_err(|why| Problem::new(format!("cannot read {}: {why}", wasm.display())))?;
    fs::write(wasm, renamed.finish()).map_err(|why| Problem::file("write", wasm, &why))?;
    fs::write(script, short.rename(&text)).map_err(|why| Problem::file("write", script, &why))
}

/// The long names, in an order; the short one is its place.
struct Short(Vec<String>);

impl Short {
    /// Of everything that the script gives to WebAssembly: a line begins with the name and a colon.
    fn of(script: &str) -> Self {
        let given = |line: &str| {
            let (name, _) = line.trim_start().split_once(": function(")?;
            name.starts_with(BEGIN).then(|| name.to_owned())
        };
        let names: BTreeSet<String> = script.lines().filter_map(given).collect();
        Short(names.into_iter().collect())
    }

    fn of_name(&self, name: &str) -> Option<String> {
        let place = self.0.binary_search_by(|known| (**known).cmp(name)).ok()?;
        Some(format!("w{place}"))
    }

    /// The script with the short names.
    fn rename(&self, script: &str) -> String {
        let line = |line: &str| {
            let (name, rest) = line.trim_start().split_once(": function(")?;
            Some(format!("{}: function({rest}\n", self.of_name(name)?))
        };
        script.lines().map(|it| line(it).unwrap_or_else(|| format!("{it}\n"))).collect()
    }
}

struct Renaming<'a>(&'a Short);

impl Reencode for Renaming<'_> {
    type Error = std::convert::Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for import in section.into_imports() {
            let Import { module, name, ty } = import?;
            let short = self.0.of_name(name);
            imports.import(module, short.as_deref().unwrap_or(name), self.entity_type(ty)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Short;

    const SCRIPT: &str = "\
function imports() {
    return {
        __wbg_click_1a2b: function(arg0) {
            wasm.__wbindgen_free(arg0);
        },
        __wbg_atan2_3c4d: function() {},
    };
}
";

    #[test]
    fn functions_given_to_webassembly_get_short_names() {
        let short = Short::of(SCRIPT);
        assert_eq!(short.of_name("__wbg_atan2_3c4d").as_deref(), Some("w0"));
        assert_eq!(short.of_name("__wbg_click_1a2b").as_deref(), Some("w1"));
        assert_eq!(short.of_name("__wbindgen_free"), None);
        let renamed = short.rename(SCRIPT);
        assert!(renamed.contains("\nw1: function(arg0) {\n"), "{renamed}");
        assert!(renamed.contains("wasm.__wbindgen_free(arg0);"), "{renamed}");
    }
}
