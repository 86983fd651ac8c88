import { descriptionOf, objectOf, type Tool } from '../schema/tool.ts'

const MAX_CHARS = 2500
const LONGEST = 120
const MAX_ADDRESS_CHARS = 200
const MOST_PARAMETERS = 50
/** A sentence that says where the paths of a call must be. */
const BOUND =
  /\b(?:only (?:works?|operates?|search(?:es)?|reads?|writes?|lists?) (?:in|within|inside)|must be (?:in|within|inside|under)|(?:within|inside|in) (?:the )?(?:allowed|permitted) (?:director|folder|path|root))/i
/** The words by which a path begins at a root of a service. */
const ROOT = /\brelative to (?:the |a |an )?(?:[\w'’]{1,20} ){0,2}(?:document |website |repo(?:sitory)? )?root\b/i

/**
 * The sentence of a definition that says which files its paths can lead to: "Only works within allowed directories." To keep it is
 * the server's affair.
 * @returns undefined where it states nothing.
 */
export function statedBound(tool: Tool): string | undefined {
  for (const text of textsOf(tool)) {
    const sentence = text
      .split(/(?<=[.!?])\s|\n/)
      .map((one) => one.trim())
      .find((one) => one.length <= LONGEST && BOUND.test(one))
    if (sentence) return sentence.replace(/\.$/, '')
  }
  return undefined
}

/** A sentence that says which addresses a call can lead to. */
const ADDRESS_BOUND =
  /\b(?:private|internal|reserved|loopback|local)\b[^.]{0,120}\b(?:rejected|refused|blocked|not allowed|not permitted|forbidden)\b|\b(?:rejects?|refuses?|blocks?) (?:[\w-]+ ){0,3}(?:private|internal|reserved|loopback)\b|\ballow-?list(?:ed)? (?:of )?(?:hosts?|domains?|addresses|urls?)\b|\b(?:hosts?|domains?|addresses|urls?) (?:on|in) (?:the|an) allow-?list|\bonly (?:from )?(?:allowed|approved|trusted|permitted|public) (?:hosts?|domains?|addresses|urls?)/i
/** A sentence that says by which protocol. */
const SECURE = /\b(?:requires?|must (?:be|use|start with)|only) (?:a |an |public )?https\b/i

/** What a definition says of the addresses that a call can lead to. */
export interface AddressBound {
  sentence: string
  /** Whether it says that they must be HTTPS. */
  isSecure: boolean
}

/**
 * The sentence of a definition that keeps a call away from some addresses: "Private or reserved network destinations are rejected."
 * To keep it is the server's affair.
 * @returns undefined where it states nothing.
 */
export function statedAddressBound(tool: Tool): AddressBound | undefined {
  for (const text of textsOf(tool)) {
    // A line that goes on in lower case goes on with the sentence.
    const joined = text.replace(/\n(?=\p{Ll})/gu, ' ')
    const sentences = joined.split(/(?<=[.!?])\s|\n/).map((one) => one.trim())
    const sentence = sentences.find((one) => one.length <= MAX_ADDRESS_CHARS && ADDRESS_BOUND.test(one))
    if (sentence) return { sentence: sentence.replace(/\.$/, ''), isSecure: sentences.some((one) => SECURE.test(one)) }
  }
  return undefined
}

/** The words that say at which root of a service the paths of a call begin: "relative to a website's document root". */
export function statedRoot(tool: Tool): string | undefined {
  for (const text of textsOf(tool)) {
    const [root] = ROOT.exec(text) ?? []
    if (root) return root
  }
  return undefined
}

const textsOf = (tool: Tool) => [descriptionOf(tool), ...parameterTexts(tool)].map((text) => text.slice(0, MAX_CHARS))

function parameterTexts(tool: Tool): string[] {
  const properties = Object.values(objectOf(objectOf(tool['inputSchema'])?.['properties']) ?? {})
  return properties.slice(0, MOST_PARAMETERS).flatMap((one) => {
    const about = objectOf(one)?.['description']
    return typeof about === 'string' ? [about] : []
  })
}
