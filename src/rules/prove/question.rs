//! The questions that are put to the solver, place by place: is there a payment that a bound refuses and the rulebook would make, facts
//! on which a policy errs, a policy that nothing meets or that another implies? What is given is that whole numbers are bounded. Nothing
//! here starts a solver.
mod example;
mod place;

use super::{Extent, Guarantee, Proof, What, Wrong};
use crate::{domain::finding::Severity, rules::book::Rulebook};
use cedar_policy::{Effect, Policy, PolicyId, PolicySet};
use cedar_policy_symcc::{
    CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env, err::Error, solver::Solver,
};
use place::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Proves a rulebook: inside the bounds that are built in and those of its owner's, without errors, without idle policies. An error means
/// that the solver gave no answers at all.
pub async fn prove<S: Solver>(
    book: &Rulebook,
    own: &[Guarantee],
    extent: Extent,
    solver: S,
) -> Result<Proof, String> {
    let compiler = CedarSymCompiler::new(solver).map_err(|why| why.to_string())?;
    let policies = book.policies().iter().map(|set| set.num_of_policies()).sum();
    let mut asker = Asker { book, compiler, questions: 0, wrong: vec![], idle: Idle::default() };
    let bounds = Guarantee::with(own);
    let places = Place::all(book)?;
    for bound in bounds.iter().filter(|bound| !places.iter().any(|place| place.concerns(&bound.policy))) {
        asker.wrong.push(undecided(&bound.id, "it is about no action that the schema has".into()));
    }
    for place in places {
        asker.bounds(&place, &bounds).await?;
        if extent == Extent::Whole {
            asker.policies(&place).await?;
        }
    }
    let Asker { questions, mut wrong, idle, .. } = asker;
    wrong.extend(idle.wrong(book));
    wrong.sort_by(|a, b| (&a.what, &a.of).cmp(&(&b.what, &b.of)));
    let kept = bounds.iter().filter(|bound| !wrong.iter().any(|wrong| wrong.of == bound.id));
    let kept = kept.map(|bound| bound.id.clone()).collect();
    Ok(Proof { version: book.version().to_owned(), kept, policies, questions, wrong })
}

struct Asker<'b, S: Solver> {
    book: &'b Rulebook,
    compiler: CedarSymCompiler<S>,
    questions: usize,
    wrong: Vec<Wrong>,
    idle: Idle,
}

/// An answer: yes, no with facts that show it, or none.
enum Answer {
    Holds,
    Fails(Box<Env>),
    None(String),
}

/// What the solver said; an error only where it will say nothing more.
fn answer(said: Result<Option<Env>, Error>) -> Result<Answer, String> {
    match said {
        Ok(None) => Ok(Answer::Holds),
        Ok(Some(env)) => Ok(Answer::Fails(Box::new(env))),
        Err(Error::SolverError(why)) => Err(match std::error::Error::source(&why) {
            Some(source) => format!("{why}: {source}"),
            None => why.to_string(),
        }),
        Err(Error::PolicyNotWellTyped { errs }) => {
            let why: BTreeSet<String> = errs.iter().map(ToString::to_string).collect();
            let why = why.into_iter().collect::<Vec<_>>().join("; ");
            Ok(Answer::None(format!("it does not fit the schema: {why}")))
        }
        Err(why) => Ok(Answer::None(why.to_string())),
    }
}

/// A policy that was made ready for the solver.
struct Ready<'p> {
    policy: &'p Policy,
    /// As it stands, and where what is taken as given of the facts that it reads holds.
    plain: CompiledPolicy,
    own: CompiledPolicy,
}

impl<S: Solver> Asker<'_, S> {
    async fn bounds(&mut self, place: &Place, bounds: &[&Guarantee]) -> Result<(), String> {
        let bounds: Vec<_> = bounds.iter().filter(|bound| place.concerns(&bound.policy)).collect();
        if bounds.is_empty() {
            return Ok(());
        }
        let passes = match self.compiled_set(place, &self.passing(place)?) {
            Ok(passes) => passes,
            Err(why) => {
                let all = bounds.iter().map(|bound| undecided(&bound.id, why.clone()));
                self.wrong.extend(all);
                return Ok(());
            }
        };
        for bound in bounds {
            self.questions += 1;
            let answer = match self.compiled_set(place, &self.inside(place, bound)?) {
                Err(why) => Answer::None(why),
                Ok(inside) => {
                    answer(self.compiler.check_implies_with_counterexample_opt(&passes, &inside).await)?
                }
            };
            match answer {
                Answer::Holds => {}
                Answer::None(why) => self.wrong.push(undecided(&bound.id, why)),
                Answer::Fails(env) => self.wrong.push(Wrong {
                    what: What::Breached,
                    of: bound.id.clone(),
                    says: bound.says.clone(),
                    basis: bound.basis.clone(),
                    example: Some(example::of_breach(self.book, place, bound, &env)),
                }),
            }
            self.errors(place, &bound.policy, &bound.id).await?;
        }
        Ok(())
    }

    /// What the rulebook lets pass with every override lifted: what a permit covers and no block meets.
    fn passing(&self, place: &Place) -> Result<PolicySet, String> {
        let mut set = PolicySet::new();
        let blocks = |policy: &&Policy| {
            self.book.case(policy.id().as_ref()).is_none_or(|case| case.severity == Severity::Block)
        };
        let own = place.own(self.book.misuse()).into_iter().filter(blocks);
        for policy in own.chain(place.permits(self.book)) {
            set.add(policy.clone()).map_err(|why| why.to_string())?;
        }
        if !place.needs_permit(self.book) {
            set.add(everything()?).map_err(|why| why.to_string())?;
        }
        Ok(set)
    }

    /// Everything but what a bound refuses.
    fn inside(&self, place: &Place, bound: &Guarantee) -> Result<PolicySet, String> {
        PolicySet::from_policies([everything()?, place.under(&bound.policy)?]).map_err(|why| why.to_string())
    }

    fn compiled_set(&self, place: &Place, set: &PolicySet) -> Result<CompiledPolicySet, String> {
        CompiledPolicySet::compile(set, &place.env, self.book.schema().0).map_err(told)
    }

    fn compiled(&self, place: &Place, policy: &Policy) -> Result<CompiledPolicy, String> {
        CompiledPolicy::compile(policy, &place.env, self.book.schema().0).map_err(told)
    }

    async fn errors(&mut self, place: &Place, policy: &Policy, id: &str) -> Result<(), String> {
        let given = match self.compiled(place, &place.under_its_own(policy)?) {
            Ok(given) => given,
            Err(why) => {
                self.wrong.push(undecided(id, why));
                return Ok(());
            }
        };
        self.questions += 1;
        match answer(self.compiler.check_never_errors_with_counterexample_opt(&given).await)? {
            Answer::Holds => {}
            Answer::None(why) => self.wrong.push(undecided(id, why)),
            Answer::Fails(env) => self.wrong.push(Wrong {
                example: Some(example::of_error(self.book, place, policy, &env)),
                ..plain(What::CanErr, id)
            }),
        }
        Ok(())
    }

    /// Errors, then what is never met and what another implies. Facts that the solver finds for one policy tell of all others, too, so
    /// that it is asked of few pairs.
    async fn policies(&mut self, place: &Place) -> Result<(), String> {
        let mut ready: Vec<Ready<'_>> = vec![];
        for policy in place.permits(self.book).into_iter().chain(place.own(self.book.misuse())) {
            let id = policy.id().to_string();
            match (self.compiled(place, policy), self.compiled(place, &place.under_its_own(policy)?)) {
                (Ok(plain), Ok(own)) => ready.push(Ready { policy, plain, own }),
                (Err(why), _) | (_, Err(why)) => {
                    self.wrong.push(undecided(&id, why));
                    continue;
                }
            }
            self.errors(place, policy, &id).await?;
        }
        for one in &ready {
            let id = one.policy.id().to_string();
            self.idle.seen(&id);
            self.questions += 1;
            let said = self.compiler.check_never_matches_with_counterexample_opt(&one.own).await;
            match answer(said)? {
                Answer::Holds => {}
                Answer::None(why) => {
                    self.idle.met(&id, BTreeSet::new());
                    self.wrong.push(undecided(&id, why));
                }
                Answer::Fails(env) => {
                    let met = example::met(self.book, &env);
                    let implied = self.implied(place, one, &ready, met).await?;
                    self.idle.met(&id, implied);
                }
            }
        }
        Ok(())
    }

    /// The policies of its rule and weight that one implies. `met` are those that the first facts meet: only they can be.
    async fn implied(
        &mut self,
        place: &Place,
        one: &Ready<'_>,
        all: &[Ready<'_>],
        met: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, String> {
        let mut left: Vec<&Ready<'_>> =
            all.iter().filter(|other| other.policy.id() != one.policy.id()).collect();
        left.retain(|other| {
            self.are_alike(one.policy, other.policy) && met.contains(&other.policy.id().to_string())
        });
        let mut implied = BTreeSet::new();
        if left.is_empty() {
            return Ok(implied);
        }
        let id = one.policy.id().to_string();
        let given = match self.compiled(place, &place.under(one.policy)?) {
            Ok(given) => given,
            Err(why) => {
                self.wrong.push(undecided(&id, why));
                return Ok(implied);
            }
        };
        while let Some(other) = left.pop() {
            self.questions += 1;
            let asked =
                self.compiler.check_matches_implies_with_counterexample_opt(&given, &other.plain).await;
            match answer(asked)? {
                Answer::Holds => drop(implied.insert(other.policy.id().to_string())),
                Answer::None(why) => self.wrong.push(undecided(&id, why)),
                Answer::Fails(env) => {
                    let met = example::met(self.book, &env);
                    left.retain(|other| met.contains(&other.policy.id().to_string()));
                }
            }
        }
        Ok(implied)
    }

    /// Both are permits, or both are cases of one rule and weight.
    fn are_alike(&self, one: &Policy, other: &Policy) -> bool {
        let of =
            |policy: &Policy| self.book.case(policy.id().as_ref()).map(|case| (case.rule, case.severity));
        one.effect() == other.effect() && (one.effect() == Effect::Permit || of(one) == of(other))
    }
}

/// Policies that are met nowhere, and those that others imply wherever they are met.
#[derive(Default)]
struct Idle(BTreeMap<String, Option<BTreeSet<String>>>);

impl Idle {
    fn seen(&mut self, id: &str) {
        self.0.entry(id.to_owned()).or_default();
    }

    /// It can be met at one place, where these imply it.
    fn met(&mut self, id: &str, implied: BTreeSet<String>) {
        let entry = self.0.entry(id.to_owned()).or_default();
        *entry = Some(match entry.take() {
            None => implied,
            Some(before) => before.intersection(&implied).cloned().collect(),
        });
    }

    /// Two that imply each other are one said twice: the later one decides nothing.
    fn wrong(&self, book: &Rulebook) -> Vec<Wrong> {
        let by = |id: &str| self.0.get(id).and_then(Option::as_ref);
        let counts =
            |id: &str, other: &String| other.as_str() < id || by(other).is_none_or(|all| !all.contains(id));
        let wrong = self.0.iter().filter_map(|(id, implied)| match implied {
            None => Some(plain(What::NeverMet, id)),
            Some(implied) => {
                let by = implied.iter().find(|other| counts(id, other))?;
                Some(plain(What::ImpliedBy(by.clone()), id))
            }
        });
        wrong.map(|wrong| Wrong { basis: basis(book, &wrong.of), ..wrong }).collect()
    }
}

fn basis(book: &Rulebook, id: &str) -> String {
    let policy = book.policies().into_iter().find_map(|set| set.policy(&PolicyId::new(id)));
    let said = |policy: &Policy| {
        ["legal_basis", "basis"].iter().find_map(|key| policy.annotation(key).map(str::to_owned))
    };
    policy.and_then(said).unwrap_or_default()
}

fn plain(what: What, id: &str) -> Wrong {
    Wrong { what, of: id.to_owned(), says: Default::default(), basis: String::new(), example: None }
}

fn undecided(id: &str, why: String) -> Wrong {
    plain(What::Undecided(why), id)
}

fn told(why: Error) -> String {
    match answer(Err(why)) {
        Ok(Answer::None(why)) | Err(why) => why,
        Ok(_) => String::new(),
    }
}

fn everything() -> Result<Policy, String> {
    let all = Policy::parse(Some(PolicyId::new("everything")), "permit(principal, action, resource);");
    all.map_err(|why| why.to_string())
}
