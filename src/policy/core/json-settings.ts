import { at, type DocumentNode, memberOf, nodesOf, repeatedMembers, type Span, textsOf } from './document.ts'
import { asReports, type LintRule, type LintWords, type Report } from './linter.ts'
import type { PolicyText } from './policy-text.ts'
import { removeEntry } from './text-edit.ts'

/** How much beyond JSON a product reads. */
export type JsonKind = 'strict' | 'comments' | 'jsonc'

/**
 * The root of a JSON file, or why the product does not read it.
 * @param product in sentences about what it does not take.
 */
export function jsonRoot(
  { json }: PolicyText,
  kind: JsonKind,
  product: string,
): { root: DocumentNode } | { problems: Report[] } {
  const problems = asReports(json.problems)
  const [comment] = json.comments
  const [comma] = json.trailingCommas
  if (kind === 'strict' && comment) problems.push({ what: `${product} does not read comments`, at: comment })
  if (kind !== 'jsonc' && comma)
    problems.push({ what: `${product} does not read a comma after the last entry`, at: comma })
  if (problems.length > 0) return { problems }
  if (!json.root) return { problems: [{ what: 'the file is empty' }] }
  if (json.root.kind !== 'map') return { problems: [{ what: 'the file is not an object', at: json.root }] }
  return { root: json.root }
}

/** Why a member that must be a list of texts is not one. */
export function listProblems(node: DocumentNode | undefined, name: string): Report[] {
  if (!node) return []
  if (!node.items) return [{ what: `${name} is not a list`, at: node }]
  return node.items.flatMap((item) =>
    typeof item.value === 'string' ? [] : [{ what: `${name} has an entry that is not text`, at: item }],
  )
}

/** One entry of a list of permissions, where it is written. */
export interface ListedPermission<L extends string> {
  list: L
  text: string
  node: DocumentNode
  index: number
  /** The list that it is an entry of. */
  holder: DocumentNode
}

/** The lists of texts below `permissions`, which several clients have, or why they are no such lists. */
export function permissionLists<L extends string>(
  root: DocumentNode,
  lists: readonly L[],
): { entries: ListedPermission<L>[] } | { problems: Report[] } {
  const permissions = memberOf(root, 'permissions')
  if (permissions && !permissions.node.members)
    return { problems: [{ what: 'permissions is not an object', at: permissions.node }] }
  const found = lists.map((list) => ({ list, node: at(root, 'permissions', list) }))
  const problems = found.flatMap(({ list, node }) => listProblems(node, `permissions.${list}`))
  if (problems.length > 0) return { problems }
  return {
    entries: found.flatMap(({ list, node: holder }) =>
      holder ? textsOf(holder).map(({ text, node, index }) => ({ list, text, node, index, holder })) : [],
    ),
  }
}

/** The rule about members that are there twice, of which readers of JSON keep the last one. */
export function duplicateKeyRule<D extends { root: DocumentNode }>(
  examples: Pick<LintWords, 'bad' | 'good'>,
): LintRule<D> {
  return {
    id: 'duplicate-key',
    title: 'Duplicate key',
    about: 'If a key appears twice, the last one wins silently.',
    fix: 'Merge the two.',
    ...examples,
    *find({ root }) {
      for (const node of nodesOf(root))
        for (const { name, key } of repeatedMembers(node))
          yield { what: `${JSON.stringify(name)} appears twice; only the last one applies`, at: key }
    },
  }
}

/**
 * The rule about entries that stand in one list twice.
 * @param listsOf the lists of a file, each with its name where a file has several.
 */
export function duplicateEntryRule<D>(
  examples: Pick<LintWords, 'bad' | 'good'>,
  listsOf: (document: D) => Iterable<{ name?: string; list: DocumentNode | undefined }>,
): LintRule<D> {
  return {
    id: 'duplicate-entry',
    title: 'Duplicate entry',
    about: 'The list has the same entry twice. The second has no effect.',
    fix: 'Remove one of them.',
    ...examples,
    *find(document, { source }) {
      for (const { name, list } of listsOf(document)) {
        if (!list) continue
        const place = name === undefined ? 'there' : `in ${name}`
        for (const { text, node, index } of repeatedEntries(textsOf(list)))
          yield { what: `${text} is ${place} twice`, at: node, edits: removeEntry(source.text, list, index) }
      }
    },
  }
}

/** The entries of a list that were there before, each with its index. */
export function repeatedEntries(texts: readonly { text: string; node: Span; index: number }[]) {
  const seen = new Set<string>()
  return texts.filter(({ text }) => {
    if (seen.has(text)) return true
    seen.add(text)
    return false
  })
}
