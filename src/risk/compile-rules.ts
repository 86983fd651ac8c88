import type { Category } from '../schema/category.ts'
import type { HarmLine, Rubric } from '../schema/harm.ts'
import type { RiskRules } from '../schema/risk-rules.ts'
import { PatternSieve } from '../text/pattern-sieve.ts'
import { type CompiledFindings, compileFindings } from './findings/compile-findings.ts'
import { compileActWords } from './harm/act-words.ts'
import { type CompiledHarmRules, compileHarmRules } from './harm/harm.ts'
import { type Lexicon, lexiconOf } from './lexicon.ts'
import { type CompiledTraitWords, compileTraitWords } from './mentions.ts'
import { type CompiledSecondReading, compileSecondReading } from './second-reading/second-reading.ts'
import { type CompiledTraits, compileTraits } from './traits.ts'

/** The rules with their regular expressions and look-ups made once. */
export interface CompiledRules {
  source: RiskRules
  lexicon: Lexicon
  languages: { zh: Lexicon; ja: Lexicon; ko: Lexicon; latin: { regex: RegExp; category: Category; strength: number }[] }
  names: {
    trailing: Set<string>
    interrogatives: Set<string>
    modifiers: Set<string>
    evaluators: Set<string>
    nounCapable: Set<string>
    compounds: Set<string>
    strongRead: Set<string>
    financial: Set<string>
    interface: Set<string>
    infrastructure: Set<string>
    agents: Map<string, Category>
    /** Verbs and objects as sets, by rule. */
    rules: (Omit<RiskRules['names']['rules'][number], 'verbs' | 'objects' | 'unless'> & {
      verbs: Set<string>
      objects: Set<string>
      unless: Set<string>
    })[]
    /** The rules by each of their verbs. */
    byVerb: Map<string, CompiledRules['names']['rules']>
  }
  sections: RegExp
  negation: RegExp
  leads: RegExp[]
  patterns: (Omit<RiskRules['descriptions']['patterns'][number], 'regex'> & { regex: RegExp; sieved: number })[]
  /** The patterns that are looked for in names and descriptions, by the numbers that they have under `sieved`. */
  sieve: PatternSieve
  /** Ids of the patterns that decide about the verb that they begin with. */
  deciding: Set<string>
  parameters: (Omit<RiskRules['parameters']['rules'][number], 'names'> & { names: RegExp })[]
  /** Any of the parameters' names, and of the one that chooses the action. */
  parameterNames: RegExp
  amountPartners: RegExp
  action: RegExp
  harm: CompiledHarmRules
  /** What holds for a line of the rubric unless a rule says otherwise. */
  rubric: ReadonlyMap<HarmLine, Rubric['lines'][number]>
  findings: CompiledFindings
  traits: CompiledTraits
  traitWords: CompiledTraitWords
  /** The fitted model that doubts mild ratings; undefined to rate without it, for measuring. */
  secondReading: CompiledSecondReading | undefined
}

/** Makes the rules of content/risk ready for use. Do it once; the result is read only. */
export function compileRules(rules: RiskRules): CompiledRules {
  const { names, descriptions, parameters, languages } = rules
  const facts = [...rules['harm-rules'].facts, ...rules['trait-words'].facts]
  const nameRules = names.rules.map((rule) => ({
    ...rule,
    verbs: new Set(rule.verbs),
    objects: new Set(rule.objects),
    unless: new Set(rule.unless),
  }))
  const sought: RegExp[] = []
  const sieved = (regex: RegExp) => sought.push(regex) - 1
  const harm = compileHarmRules({ ...rules['harm-rules'], facts }, compileActWords(rules.acts, rules.grammar), sieved)
  const patterns = descriptions.patterns.map((pattern) => {
    const regex = new RegExp(pattern.regex, 'ig')
    return { ...pattern, regex, sieved: sieved(regex) }
  })
  return {
    source: rules,
    lexicon: lexiconOf(rules.lexicon),
    languages: {
      zh: lexiconOf(languages.zh),
      ja: lexiconOf(languages.ja),
      ko: lexiconOf(languages.ko),
      latin: [...lexiconOf(languages.latin)].map(([stem, verb]) => ({
        // JavaScript's \b knows no letters beyond ASCII.
        regex: new RegExp(
          `(?<![\\p{L}])(?:${stem.replaceAll('\\w', '\\p{L}').replaceAll('\\b', '(?![\\p{L}])')})`,
          'iu',
        ),
        ...verb,
      })),
    },
    names: {
      trailing: new Set(names.trailing),
      interrogatives: new Set(names.interrogatives),
      modifiers: new Set(names.modifiers),
      evaluators: new Set(names.evaluators),
      nounCapable: new Set(names.nounCapable),
      compounds: new Set(names.compounds),
      strongRead: new Set(names.strongRead),
      financial: new Set(names.contexts.financial),
      interface: new Set(names.contexts.interface),
      infrastructure: new Set(names.contexts.infrastructure),
      agents: new Map(
        Object.entries(names.agents).flatMap(([category, words]) =>
          words.map((word) => [word, category as Category] as const),
        ),
      ),
      rules: nameRules,
      byVerb: new Map(
        [...new Set(nameRules.flatMap(({ verbs }) => [...verbs]))].map((verb) => [
          verb,
          nameRules.filter(({ verbs }) => verbs.has(verb)),
        ]),
      ),
    },
    sections: new RegExp(descriptions.sections, 'i'),
    negation: new RegExp(descriptions.negation, 'i'),
    leads: descriptions.leads.map((lead) => new RegExp(lead, 'i')),
    patterns,
    sieve: new PatternSieve(sought),
    deciding: new Set(descriptions.patterns.flatMap(({ id, decides }) => (decides ? [id] : []))),
    parameters: parameters.rules.map((rule) => ({ ...rule, names: new RegExp(rule.names, 'i') })),
    parameterNames: new RegExp(
      [...parameters.rules, parameters.action].map(({ names: pattern }) => `(?:${pattern})`).join('|'),
      'i',
    ),
    amountPartners: new RegExp(parameters.amountPartners, 'i'),
    action: new RegExp(parameters.action.names, 'i'),
    harm,
    rubric: new Map(rules.rubric.lines.map((line) => [line.id, line])),
    findings: compileFindings(rules.findings, rules.orders),
    traits: compileTraits(rules.traits, harm.facts),
    traitWords: compileTraitWords(rules['trait-words']),
    secondReading: compileSecondReading(rules['second-reading']),
  }
}
