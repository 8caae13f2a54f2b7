use crate::evaluate::random::Random;

use super::words::{OFFICES, OUTPUTS, PLACE_FIRST, PLACE_KIND, PLACE_SECOND, PROJECTS};

/// 事实. What a report is about, told the same way wherever it is told; money in hundredths of 万元.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) unit: String,
    pub(super) duty: &'static str,
    pub(super) year: i64,
    pub(super) staff: i64,
    pub(super) posts: i64,
    pub(super) basic: i64,
    pub(super) personnel: i64,
    pub(super) projects: Vec<(&'static str, i64)>,
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) cars: i64,
    pub(super) car_cost: i64,
    /// What is done (verb, measure word, words), and how much of it is planned.
    pub(super) goals: Vec<((&'static str, &'static str, &'static str), i64)>,
}

impl Facts {
    /// Lists are `size` times longer than usual.
    pub(super) fn new(random: &mut Random, size: usize) -> Self {
        let place = format!("{}{}{}", random.pick(PLACE_FIRST), random.pick(PLACE_SECOND), random.pick(PLACE_KIND));
        let (office, duty) = OFFICES[random.below(OFFICES.len())];
        let posts = random.within(12, 180);
        let staff = posts - random.within(0, posts / 8);
        let personnel = staff * random.within(900, 1800) + random.within(0, 99);
        let basic = personnel + staff * random.within(90, 320) + random.within(0, 99);
        let n_projects = (3 + random.below(6)) * size;
        let projects = random.some(PROJECTS, n_projects);
        let total = basic * random.within(20, 400) / 100 + random.within(1, 99);
        let projects: Vec<_> = projects.iter().copied().zip(split(random, total, projects.len())).collect();
        let n_goals = (2 + random.below(4)) * size;
        let goals = random.some(OUTPUTS, n_goals).into_iter().map(|goal| (goal, random.within(10, 800))).collect();
        let cars = random.within(2, 12);
        Self {
            unit: format!("{place}{office}"),
            duty,
            year: random.within(2016, 2024),
            staff,
            posts,
            basic,
            personnel,
            projects,
            before: random.within(1000, 9000),
            after: random.within(1000, 9000),
            cars,
            car_cost: cars * random.within(120, 380),
            goals,
        }
    }

    pub(super) fn project_total(&self) -> i64 {
        self.projects.iter().map(|(_, spent)| spent).sum()
    }

    pub(super) fn spent(&self) -> i64 {
        self.basic + self.project_total()
    }

    pub(super) fn income(&self) -> i64 {
        self.spent() + self.after - self.before
    }
}

/// `total` in `n` parts that add up, each at least one.
pub(super) fn split(random: &mut Random, total: i64, n: usize) -> Vec<i64> {
    let weights: Vec<i64> = (0..n).map(|_| random.within(10, 100)).collect();
    let sum: i64 = weights.iter().sum();
    let mut parts: Vec<i64> = weights.iter().map(|w| (total * w / sum).max(1)).collect();
    let rest = total - parts.iter().sum::<i64>();
    if let Some(first) = parts.first_mut() {
        *first += rest;
    }
    parts
}
