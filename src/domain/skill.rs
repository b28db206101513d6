//! What agents know and conversations need, each with a level from 1 to 10.
//!
//! Exact: only who has every skill at the level that is needed or above. Closest: everybody may, but who is nearer comes
//! first. Nearest is who lacks fewest skills, then whose levels fall short by least, then whose go beyond by least, so
//! that an expert is kept for what needs an expert.

use std::collections::BTreeMap;

use crate::domain::ids::{self, SkillId};
use crate::domain::message::words;
use crate::domain::refusal::FieldProblem;

/// The highest level.
pub const LEVEL_MAX: i64 = 10;
/// The longest name of a skill, in characters.
pub const NAME_CHARS_MAX: usize = 60;
/// The most skills of one agent or one conversation.
pub const SKILLS_MAX: usize = 50;

words! {
    /// How the skills of agents are compared with those that a conversation needs.
    #[derive(PartialOrd, Ord, serde::Deserialize)]
    Matching {
        /// Not at all.
        None = "none",
        /// Only who has all of them.
        Exact = "exact",
        /// Who is nearest comes first.
        Closest = "closest",
    }
}

/// How well somebody knows something, 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Level(i64);

impl Level {
    /// A level.
    ///
    /// # Errors
    /// The problem of the field `level`.
    pub fn new(level: i64) -> Result<Self, FieldProblem> {
        let problem = FieldProblem::with_limit("level", "limit-range", LEVEL_MAX);
        if (1..=LEVEL_MAX).contains(&level) { Ok(Self(level)) } else { Err(problem) }
    }

    /// As a number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Level {
    type Error = &'static str;
    fn try_from(level: i64) -> Result<Self, Self::Error> {
        Self::new(level).map_err(|_| "a level is a number from 1 to 10")
    }
}

impl From<Level> for i64 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// One skill with its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skilled {
    /// The skill.
    #[serde(with = "ids::text")]
    pub skill: SkillId,
    /// The level that somebody has, or that is needed.
    pub level: Level,
}

/// Skills with their levels, each once: what an agent has, or what a conversation needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<Skilled>", into = "Vec<Skilled>")]
pub struct Skills(BTreeMap<SkillId, Level>);

impl From<Vec<Skilled>> for Skills {
    fn from(skills: Vec<Skilled>) -> Self {
        Self(skills.into_iter().map(|skilled| (skilled.skill, skilled.level)).collect())
    }
}

impl From<Skills> for Vec<Skilled> {
    fn from(skills: Skills) -> Self {
        skills.0.into_iter().map(|(skill, level)| Skilled { skill, level }).collect()
    }
}

/// A skill that somebody does not have as it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Lack {
    /// The skill.
    pub skill: SkillId,
    /// The level that is needed.
    pub needed: Level,
    /// The level that is there, if any.
    pub has: Option<Level>,
}

/// How near somebody is; the smaller, the nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distance {
    missing: usize,
    short: i64,
    beyond: i64,
}

impl Skills {
    /// The skills in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = Skilled> {
        self.0.iter().map(|(skill, level)| Skilled { skill: *skill, level: *level })
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The level of a skill.
    #[must_use]
    pub fn level(&self, skill: SkillId) -> Option<Level> {
        self.0.get(&skill).copied()
    }

    /// With the skills that a rule adds; what is needed already is needed at the higher level.
    pub fn add(&mut self, others: &Self) {
        for (skill, level) in &others.0 {
            let known = self.0.entry(*skill).or_insert(*level);
            *known = (*known).max(*level);
        }
    }

    /// What of these, which are needed, somebody with `has` lacks.
    #[must_use]
    pub fn lacking(&self, has: &Self) -> Vec<Lack> {
        let lack = |needed: Skilled| {
            let has = has.level(needed.skill);
            let enough = has.is_some_and(|level| level >= needed.level);
            (!enough).then_some(Lack { skill: needed.skill, needed: needed.level, has })
        };
        self.iter().filter_map(lack).collect()
    }

    /// How near somebody with `has` is to these, which are needed.
    #[must_use]
    pub fn distance(&self, has: &Self) -> Distance {
        let mut distance = Distance { missing: 0, short: 0, beyond: 0 };
        for needed in self.iter() {
            match has.level(needed.skill) {
                None => distance.missing += 1,
                Some(level) => {
                    distance.short += (needed.level.0 - level.0).max(0);
                    distance.beyond += (level.0 - needed.level.0).max(0);
                }
            }
        }
        distance
    }
}

/// Checks the name of a skill.
///
/// # Errors
/// The problem of the field `name`.
pub fn check_name(name: &str) -> Result<(), FieldProblem> {
    crate::domain::text::check_name(name, NAME_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skills(pairs: &[(i64, i64)]) -> Skills {
        let skilled =
            |(skill, level): &(i64, i64)| Skilled { skill: SkillId(*skill), level: Level::new(*level).unwrap() };
        pairs.iter().map(skilled).collect::<Vec<_>>().into()
    }

    #[test]
    fn who_lacks_what() {
        let needed = skills(&[(1, 5), (2, 3)]);
        for (has, lacking) in [
            (skills(&[(1, 5), (2, 3)]), vec![]),
            (skills(&[(1, 10), (2, 10), (3, 1)]), vec![]),
            (skills(&[(1, 4), (2, 3)]), vec![(1, Some(4))]),
            (skills(&[(2, 3)]), vec![(1, None)]),
            (skills(&[]), vec![(1, None), (2, None)]),
        ] {
            let found: Vec<(i64, Option<i64>)> =
                needed.lacking(&has).iter().map(|lack| (lack.skill.0, lack.has.map(Level::number))).collect();
            assert_eq!(found, lacking, "{has:?}");
        }
        assert!(skills(&[]).lacking(&skills(&[])).is_empty());
    }

    #[test]
    fn the_nearest_knows_enough_and_not_far_more() {
        let needed = skills(&[(1, 5), (2, 3)]);
        // From the nearest to the farthest.
        let row = [
            skills(&[(1, 5), (2, 3)]),
            skills(&[(1, 6), (2, 3)]),
            skills(&[(1, 10), (2, 10)]),
            skills(&[(1, 4), (2, 3)]),
            skills(&[(1, 4), (2, 9)]),
            skills(&[(1, 1), (2, 1)]),
            skills(&[(1, 5)]),
            skills(&[(2, 1)]),
            skills(&[]),
        ];
        for pair in row.windows(2) {
            assert!(needed.distance(&pair[0]) < needed.distance(&pair[1]), "{pair:?}");
        }
        assert_eq!(
            needed.distance(&skills(&[(1, 5), (2, 3), (9, 9)])),
            needed.distance(&row[0]),
            "others do not count"
        );
    }

    #[test]
    fn rules_add_skills_and_lower_none() {
        let mut needed = skills(&[(1, 5), (2, 3)]);
        needed.add(&skills(&[(1, 2), (2, 4), (3, 1)]));
        assert_eq!(needed, skills(&[(1, 5), (2, 4), (3, 1)]));
    }

    #[test]
    fn a_level_is_one_to_ten_also_in_json() {
        for (level, fine) in [(0, false), (1, true), (10, true), (11, false)] {
            assert_eq!(Level::new(level).is_ok(), fine, "{level}");
            let json = format!(r#"[{{"skill":"4","level":{level}}}]"#);
            assert_eq!(serde_json::from_str::<Skills>(&json).is_ok(), fine, "{json}");
        }
        let json = r#"[{"skill":"4","level":7}]"#;
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Skills>(json).unwrap()).unwrap(), json);
        assert!(serde_json::from_str::<Skills>(r#"[{"skill":"x","level":7}]"#).is_err());
        assert!(check_name("Ελληνικά").is_ok() && check_name("").is_err());
    }
}
