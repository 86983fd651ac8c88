import { at, memberOf } from '../../core/document.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { CLAUDE_RULES, claudeUnreadable } from '../claude-code/lint.ts'
import { claudeName } from '../claude-code/permissions.ts'
import { type ClaudeSettings, readClaudeSettings } from '../claude-code/rules.ts'
import { recogniser } from './recognise.ts'

const rulesOfOthers: LintRule<ClaudeSettings> = {
  id: 'rules-of-others',
  title: 'Managed rules that people can add to',
  about:
    'Without allowManagedPermissionRulesOnly, the allow rules of people and projects count beside the managed ones. Only what managed rules deny or ask about is certain.',
  fix: 'Set allowManagedPermissionRulesOnly to true.',
  bad: '{"permissions": {"allow": ["mcp__github__get_me"]}}',
  good: '{"allowManagedPermissionRulesOnly": true, "permissions": {"allow": ["mcp__github__get_me"]}}',
  *find({ root }) {
    const allow = at(root, 'permissions', 'allow')
    const only = memberOf(root, 'allowManagedPermissionRulesOnly')
    if (allow && only?.node.value !== true)
      yield { what: 'people can allow more tools than these', at: only?.node ?? allow }
  },
}

/** A rule with its examples as an administrator's file has them. */
function inManagedFile<R extends LintWords>(rule: R): R {
  const managed = (text: string) => text.replace('{', '{"allowManagedPermissionRulesOnly": true, ')
  return { ...rule, bad: managed(rule.bad), good: managed(rule.good) }
}

/** Managed settings: the rules of all settings, and what only administrators can say. */
export const claudeCodeManagedLinter = defineLinter<ClaudeSettings>({
  target: 'claude-code-managed',
  ...recogniser,
  read: readClaudeSettings,
  serverName: claudeName,
  toolName: claudeName,
  unreadable: inManagedFile(claudeUnreadable),
  rules: [...CLAUDE_RULES.map(inManagedFile), rulesOfOthers],
})
