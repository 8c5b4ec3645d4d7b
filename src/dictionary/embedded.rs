//! The dictionary files that are built into the program.

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../dictionaries/", $name)))),+]
    };
}

/// Name and text of every file under `dictionaries/`.
pub(crate) const FILES: &[(&str, &str)] = files![
    "contexts.toml",
    "credentials/beauty.toml",
    "credentials/clearances.toml",
    "credentials/degrees.toml",
    "credentials/education.toml",
    "credentials/engineering.toml",
    "credentials/finance.toml",
    "credentials/fitness-sport.toml",
    "credentials/food.toml",
    "credentials/generic.toml",
    "credentials/health.toml",
    "credentials/hr.toml",
    "credentials/it-cloud.toml",
    "credentials/it-security.toml",
    "credentials/it-vendor.toml",
    "credentials/law.toml",
    "credentials/marketing.toml",
    "credentials/platforms.toml",
    "credentials/project.toml",
    "credentials/property.toml",
    "credentials/public.toml",
    "credentials/quality.toml",
    "credentials/safety.toml",
    "credentials/social.toml",
    "credentials/trades.toml",
    "credentials/transport.toml",
    "cues.toml",
    "headings.toml",
    "issuers.toml",
    "patterns.toml",
    "skills/business.toml",
    "skills/health.toml",
    "skills/languages.toml",
    "skills/technical.toml",
    "skills/trades-science.toml",
    "tools/business.toml",
    "tools/cloud-devops.toml",
    "tools/data.toml",
    "tools/design-engineering.toml",
    "tools/frameworks.toml",
    "tools/health-legal.toml",
    "tools/languages.toml",
    "tools/methods.toml",
    "tools/office.toml",
    "tools/standards.toml",
    "tools/systems-network.toml",
];

#[cfg(test)]
mod tests {
    use super::FILES;
    use std::path::Path;

    /// A file that is added to the folder but not to the list would silently never be used.
    #[test]
    fn the_list_holds_every_file_of_the_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
        let mut open = vec![root.clone()];
        let mut found = Vec::new();
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|kind| kind == "toml") {
                    found.push(path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, found);
    }
}
