import { at, memberOf } from '../../core/document.ts'
import { defineLinter, type LintRule, type LintWords } from '../../core/linter.ts'
import { CLAUDE_RULES, claudeUnreadable } from '../claude-code/lint.ts'
import { claudeName } from '../claude-code/permissions.ts'
import { type ClaudeSettings, readClaudeSettings } from '../claude-code/rules.ts'
import { recogniser } from './recognise.ts'

const rulesOfOthers: LintRule<ClaudeSettings> = {
  id: 'rules-of-others',
  title: 'Users can add allow rules',
  about:
    'Without allowManagedPermissionRulesOnly, allow rules from users and projects also apply. Only managed deny and ask rules are certain to apply.',
  fix: 'Set allowManagedPermissionRulesOnly to true.',
  bad: '{"permissions": {"allow": ["mcp__github__get_me"]}}',
  good: '{"allowManagedPermissionRulesOnly": true, "permissions": {"allow": ["mcp__github__get_me"]}}',
  *find({ root }) {
    const allow = at(root, 'permissions', 'allow')
    const only = memberOf(root, 'allowManagedPermissionRulesOnly')
    if (allow && only?.node.value !== true)
      yield { what: 'users can allow more tools than these', at: only?.node ?? allow }
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
