import type { Evidence } from '../schema/assessment.ts'
import type { CompiledRules } from './compile-rules.ts'
import type { Parts } from './definition-text.ts'
import type { Lexicon } from './lexicon.ts'
import { signal } from './signal.ts'

/**
 * Verbs of descriptions in other languages. Chinese puts the verb in front; Japanese and Korean put it at the end.
 * @param english whether an English verb was found, which decides for Latin script.
 */
export function languageSignals(
  text: string,
  { first, at }: Parts,
  english: boolean,
  rules: CompiledRules,
): Evidence[] {
  const { perStrength } = rules.source.scoring.description
  const quote = (hit: Hit | undefined): Evidence[] =>
    hit
      ? [
          signal(
            'D-LANGUAGE',
            hit.category,
            perStrength * hit.strength,
            'description',
            text,
            at + hit.start,
            at + hit.end,
          ),
        ]
      : []
  if (/[\u3040-\u30ff]/.test(first)) return quote(last(hits(first, rules.languages.ja)))
  if (/[\uac00-\ud7af]/.test(first)) return quote(last(hits(first, rules.languages.ko)))
  if (/[\u4e00-\u9fff]/.test(first))
    return quote(strongest(hits(first, rules.languages.zh).filter((hit) => isVerb(first, hit))))
  if (english || !FOREIGN.test(first)) return []
  const found = rules.languages.latin.flatMap(({ regex, category, strength }) => {
    const match = regex.exec(first)
    return match ? [{ category, strength, start: match.index, end: match.index + match[0].length }] : []
  })
  return quote(found.sort((a, b) => a.start - b.start)[0])
}

// Words that hold sentences together in languages of Latin script and are no English words, or Cyrillic letters.
const FOREIGN =
  /\b(el|los|las|un|una|para|del|och|att|ett|und|eine|einen|mit|zu|le|les|une|pour|dans|avec|uma|dos|het|een|van)\b|[àáâãåçéèêëíìñóòôõúùûýßøæœ]|\p{Script=Cyrillic}/iu

interface Hit {
  category: Evidence['category']
  strength: number
  start: number
  end: number
}

function hits(text: string, lexicon: Lexicon): Hit[] {
  const found: Hit[] = []
  for (const [word, verb] of lexicon)
    for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + word.length))
      found.push({ ...verb, start, end: start + word.length })
  return found
}

/** 的, 时, 后 and 器 after a verb make it part of a noun; 不, 未, 无 and 非 before it negate it. */
function isVerb(text: string, { start, end }: Hit): boolean {
  return !/^[的时后器]/.test(text.slice(end)) && !/[不未无非]$/.test(text.slice(0, start))
}

const last = (all: Hit[]) => all.sort((a, b) => b.end - a.end || b.strength - a.strength)[0]
const strongest = (all: Hit[]) => all.sort((a, b) => b.strength - a.strength || a.start - b.start)[0]
