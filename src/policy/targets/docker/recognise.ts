import { memberOf } from '../../core/document.ts'
import type { Recogniser } from '../../core/linter.ts'
import type { PolicyText } from '../../core/policy-text.ts'

/** The commands about tools. */
export const commandsOf = ({ shell }: PolicyText) =>
  shell.commands.flatMap((words) => {
    const at = words.findIndex((_, index) =>
      ['docker', 'mcp', 'profile', 'tools'].every((text, step) => words[index + step]?.text === text),
    )
    return at < 0 ? [] : [words.slice(at + 4)]
  })

/** What its files look like. */
export const recogniser: Recogniser = {
  names: /(?:^|\/)tools\.ya?ml$|docker[^/]*\.sh$/,
  recognise(source) {
    if (source.text.includes('docker') && commandsOf(source).length > 0) return 'certain'
    const root = source.yaml.roots[0]
    if (root?.kind !== 'map' || source.looksLikeJson || !root.members?.length) return undefined
    const isLists = root.members.every(
      ({ node }) => node.kind === 'null' || node.items?.every(({ value }) => typeof value === 'string'),
    )
    const isOther = ['version', 'kind', 'apiVersion', 'hide', 'name', 'on'].some((name) => memberOf(root, name))
    return isLists && !isOther && source.yaml.roots.length === 1 ? 'possible' : undefined
  },
}
