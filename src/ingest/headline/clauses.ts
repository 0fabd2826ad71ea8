import { auxiliaries, determiners, pronouns } from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isName } from "./words.ts";

/** Behind these, what follows belongs to what was said, thought or supposed. */
const opensThought =
  /^(?:said|says|say|saying|that|told|found|believes?|believed|claims?|claimed|if|unless|whether|which|who|whose|where|when|as|because|after|before|while|although|though|between|both|not|never)$/u;

/** The later clauses of a sentence that can stand without the first: "…, but the ferry sank", "She sang and sold boats". */
export function laterClauses(words: readonly Word[]): Word[][] {
  const found: Word[][] = [];
  for (let at = 3; at < words.length - 3; at++) {
    const word = words[at] as Word;
    const before = words[at - 1] as Word;
    // "wants to sing and dance": both hang on the wish.
    const isInfinitive = before.lower === "to" && /^\p{Ll}/u.test(word.raw) && !determiners.has(word.lower);
    const isExample = before.lower === "as" && words[at - 2]?.lower === "such";
    if (isInfinitive || (opensThought.test(before.lower) && !isExample)) return found;
    if (word.depth > 0) continue;
    const isJoint = word.lower === "and" || word.lower === "but";
    if (/;["”’]?$/u.test(before.raw)) found.push(words.slice(at));
    else if (isJoint && /,["”’]?$/u.test(before.raw) && hasSubject(words, at + 1))
      found.push(words.slice(at + 1));
    else if (isJoint) {
      const told = withItsSubject(words, at);
      if (told != null) found.push(told);
    }
  }
  return found;
}

/** Is what stands at `at` a subject, with its verb within reach? */
function hasSubject(words: readonly Word[], at: number): boolean {
  if (pronouns.has(words[at]?.lower ?? "") || finiteAt(words, at) > 0) return false;
  for (let i = at + 1; i < Math.min(words.length, at + 8); i++) {
    if (finiteAt(words, i) === 2) return true;
    if (endsClause(words[i] as Word)) return false;
  }
  return false;
}

/** "Lind sang | and | sold boats" → "Lind sold boats": the subject with its second verb. */
function withItsSubject(words: readonly Word[], and: number): Word[] | null {
  const verb = words.findIndex((_, at) => at > 0 && finiteAt(words, at) === 2);
  if (verb < 1 || verb >= and - 1 || words.slice(0, verb).some(endsClause)) return null;
  const second = words[and + 1] as Word;
  const rest = [...words.slice(0, verb), ...words.slice(and + 1)];
  // "was stabbed and robbed", "will sail and sing": the first auxiliary is the second one's too.
  const isOwn = auxiliaries.has(second.lower) || !auxiliaries.has((words[verb] as Word).lower);
  return isOwn && finiteAt(rest, verb) === 2 ? rest : null;
}

/** What they open is told as true: "after the ferry sank", "although Lind owns two boats". */
const factive = /^(?:after|although|though|while|as|since|because)$/u;

/** Shorter ("after Lind was elected") it says only when: in words. */
const leastSide = 5;

/**
 * Clauses beside the main one that are told as true and can stand alone: the one behind "after" or "although", and
 * what is told of a name in passing ("Lind, who owns two boats, …" → "Lind owns two boats").
 */
export function sideClauses(words: readonly Word[]): (readonly Word[])[] {
  const found: (readonly Word[])[] = [];
  for (const [at, { lower, depth }] of words.entries()) {
    if (supposes.test(lower)) break;
    if (depth > 0 || at > 24) continue;
    const isSide =
      factive.test(lower) &&
      !(
        lower === "as" &&
        /^(?:long|soon|well|far|much|many|if|though|to|of|for|part)$/u.test(words[at + 1]?.lower ?? "")
      ) &&
      !(lower === "as" && words[at + 2]?.lower === "as") &&
      (at === 0 ||
        !/^(?:such|same|so|as|nearly|almost|twice|half|known|not|just|even|n['’]t)$/u.test(
          words[at - 1]?.lower ?? "",
        ));
    const from = isSide || (lower === "as" && words[at - 1]?.lower === "even") ? at + 1 : -1;
    const end = words.findIndex((word, i) => i > at && endsClause(word));
    const to = end < 0 ? words.length : end + 1;
    if (from > 0 && to - from >= leastSide && hasSubject(words, from)) found.push(words.slice(from, to));
    const name = words[at - 1];
    const isPassing = lower === "who" && name != null && isName(name) && name.raw.endsWith(",");
    if (isPassing && finiteAt(words, at + 1) === 2 && at <= 5)
      found.push([
        ...words.slice(0, at - 1),
        { ...name, raw: name.raw.slice(0, -1) },
        ...words.slice(at + 1, to),
      ]);
  }
  return found;
}

/** Said, denied, feared or wished: then the side clauses may be so too. */
const supposes =
  /^(?:if|unless|whether|not|never|no|without|said|says|say|told|claimed?|claims|alleged|allegedly|accused|denied|warned|would|could|might|should|may|that|reportedly|according)$|n['’]t$/u;
