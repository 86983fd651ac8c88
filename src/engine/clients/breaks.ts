/** A way to break a policy on purpose, so that it means something else or nothing. */
export interface Break {
  id: string
  /** Gives the broken text. */
  apply(text: string): string
}

/**
 * Breaks for each target that a client reads. They are made for a policy of the server "shop" in which allow_it passes, ask_it
 * needs approval, and deny_it and hide_it are refused, while other tools stay as they were.
 */
export const breaks: Readonly<Record<string, readonly Break[]>> = {
  'claude-code': claudeBreaks(),
  'claude-code-managed': [
    ...claudeBreaks(),
    json('rules of people count', (policy) => {
      policy['allowManagedPermissionRulesOnly'] = false
    }),
    json('the switch for rules of people is missing', (policy) => {
      delete policy['allowManagedPermissionRulesOnly']
    }),
  ],
  codex: [
    text('prompt becomes approve', 'approval_mode = "prompt"', 'approval_mode = "approve"'),
    text('approve becomes prompt', 'approval_mode = "approve"', 'approval_mode = "prompt"'),
    text('prompt becomes auto', 'approval_mode = "prompt"', 'approval_mode = "auto"'),
    text('approve becomes writes', 'approval_mode = "approve"', 'approval_mode = "writes"'),
    text('the table that asks is missing', /\[mcp_servers\.shop\.tools\.ask_it\]\n[^\n]*\n/, ''),
    text('the table that allows is missing', /\[mcp_servers\.shop\.tools\.allow_it\]\n[^\n]*\n/, ''),
    text('nothing is disabled', /disabled_tools = .*\n/, ''),
    text('one tool is not disabled', /"deny_it", /, ''),
    text('an allowed tool is disabled', 'disabled_tools = [ ', 'disabled_tools = [ "allow_it", '),
    text('a glob in place of names', /"deny_it", "hide_it"/, '"deny_*", "hide_*"'),
    text('a disabled tool in capitals', '"deny_it"', '"Deny_it"'),
    text('another tool is asked about', 'tools.ask_it', 'tools.ask_ti'),
    text('another server', /mcp_servers\.shop/g, 'mcp_servers.shopx'),
    text('all tables misspelt', /mcp_servers/g, 'mcp_server'),
    text('disabled_tools misspelt', 'disabled_tools', 'disable_tools'),
    text('approval_mode misspelt', 'approval_mode = "prompt"', 'approval = "prompt"'),
    text('a mode that is not one', '"prompt"', '"perhaps"'),
    text(
      'the default mode approves',
      '[mcp_servers.shop]\n',
      '[mcp_servers.shop]\ndefault_tools_approval_mode = "approve"\n',
    ),
    text(
      'the default mode asks',
      '[mcp_servers.shop]\n',
      '[mcp_servers.shop]\ndefault_tools_approval_mode = "prompt"\n',
    ),
    text(
      'the default mode is writes',
      '[mcp_servers.shop]\n',
      '[mcp_servers.shop]\ndefault_tools_approval_mode = "writes"\n',
    ),
    text('an unlisted tool is approved', /$/, '\n[mcp_servers.shop.tools.unnamed]\napproval_mode = "approve"\n'),
    text('only one tool is enabled', '[mcp_servers.shop]\n', '[mcp_servers.shop]\nenabled_tools = ["allow_it"]\n'),
    text('the server is disabled', '[mcp_servers.shop]\n', '[mcp_servers.shop]\nenabled = false\n'),
    text('full access for all', /^/, 'sandbox_mode = "danger-full-access"\n'),
    text('approval policy never for all', /^/, 'approval_policy = "never"\n'),
    text('both for all', /^/, 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n'),
    text('a setting that is gone', /^/, 'approval_policy = "untrusted"\n'),
    text('broken TOML', /$/, '[mcp_servers.shop\n'),
  ],
  'gemini-policy': [
    text('ask becomes allow', '"ask_user"', '"allow"'),
    text('ask becomes deny', '"ask_user"', '"deny"'),
    text('deny becomes allow', '"deny"', '"allow"'),
    text('deny becomes ask', '"deny"', '"ask_user"'),
    text('allow becomes deny', '"allow"', '"deny"'),
    text('allow becomes ask', '"allow"', '"ask_user"'),
    ...['allow_it', 'ask_it', 'deny_it'].map((tool) =>
      text(
        `the rule for ${tool} is missing`,
        new RegExp(`\\[\\[rule\\]\\]\\n[^\\n]*\\ntoolName = "${tool}"\\n([^\\n]+\\n)*`),
        '',
      ),
    ),
    text('all tools of the server pass', /$/, rule('mcpName = "shop"', '*', 'allow', 900)),
    text('unlisted tools of the server pass', /$/, rule('mcpName = "shop"', '*', 'allow', 1)),
    text('all tools of every server are asked about', /$/, rule('mcpName = "*"', '*', 'ask_user', 1)),
    text('everything passes', /$/, rule('', '*', 'allow', 900)),
    text('everything is asked about', /$/, rule('', '*', 'ask_user', 1)),
    text('a rule without a tool', /$/, '[[rule]]\nmcpName = "shop"\ndecision = "deny"\npriority = 1\n'),
    text('a decision that is not one', '"ask_user"', '"ask"'),
    text('decision misspelt', 'decision', 'desicion'),
    text('a priority beyond the range', 'priority = 500', 'priority = 5000'),
    text('another server', /"shop"/g, '"shopx"'),
    text('a server with an underscore', /"shop"/g, '"my_shop"'),
    text('a denied tool in capitals', '"deny_it"', '"Deny_it"'),
    text('another tool is denied', '"deny_it"', '"deny_ti"'),
    text('a glob in place of a name', '"deny_it"', '"deny_*"'),
    text('a denial for one mode', 'toolName = "deny_it"\n', 'toolName = "deny_it"\nmodes = ["plan"]\n'),
    text('a denial for some arguments', 'toolName = "deny_it"\n', 'toolName = "deny_it"\nargsPattern = "x"\n'),
    text('an approval for some arguments', 'toolName = "allow_it"\n', 'toolName = "allow_it"\nargsPattern = "x"\n'),
    text('a question for people alone', 'toolName = "ask_it"\n', 'toolName = "ask_it"\ninteractive = true\n'),
    text('broken TOML', /$/, '[[rule\n'),
  ],
  'gemini-settings': [
    filter('one tool is not excluded', (entry) => {
      entry['excludeTools'] = ['hide_it']
    }),
    filter('nothing is excluded', (entry) => {
      entry['excludeTools'] = []
    }),
    filter('the filter is missing', (entry) => {
      delete entry['excludeTools']
    }),
    filter('an allowed tool is excluded', (entry) => {
      entry['excludeTools'] = ['deny_it', 'hide_it', 'allow_it']
    }),
    filter('a glob in place of names', (entry) => {
      entry['excludeTools'] = ['deny_*', 'hide_*']
    }),
    filter('a filter that is no list', (entry) => {
      entry['excludeTools'] = 'deny_it'
    }),
    filter('only one tool is included', (entry) => {
      entry['includeTools'] = ['allow_it']
    }),
    filter('no tool is included', (entry) => {
      entry['includeTools'] = []
    }),
    filter('the server is trusted', (entry) => {
      entry['trust'] = true
    }),
    filter('the filter is misspelt', (entry) => {
      entry['excludedTools'] = entry['excludeTools']
      delete entry['excludeTools']
    }),
    text('another tool is excluded', '"deny_it"', '"deny_ti"'),
    text('an excluded tool in capitals', '"deny_it"', '"Deny_it"'),
    text('another server', '"shop"', '"shopx"'),
    text('mcpServers misspelt', '"mcpServers"', '"mcpServer"'),
    text('broken JSON', /}\s*$/, ''),
    json('a tool is allowed for all', (policy) => {
      policy['tools'] = { allowed: ['mcp_shop_ask_it', 'mcp_shop_allow_it'] }
    }),
    json('all tools of the server are allowed', (policy) => {
      policy['tools'] = { allowed: ['mcp_shop_*'] }
    }),
    json('an allowed tool is excluded for all', (policy) => {
      policy['tools'] = { exclude: ['mcp_shop_allow_it'] }
    }),
    json('the server is switched off', (policy) => {
      policy['mcp'] = { excluded: ['shop'] }
    }),
    json('another server alone is allowed', (policy) => {
      policy['mcp'] = { allowed: ['other'] }
    }),
    json('the mode yolo is forbidden', (policy) => {
      policy['security'] = { auth: { selectedType: 'gemini-api-key' }, disableYoloMode: true }
    }),
    json('another start mode', (policy) => {
      policy['general'] = { defaultApprovalMode: 'plan' }
    }),
  ],
  'copilot-cli': [
    text('deny becomes allow', '--deny-tool', '--allow-tool'),
    text('allow becomes deny', '--allow-tool', '--deny-tool'),
    text('a denial is missing', / {2}--deny-tool 'shop\(deny_it\)' \\\n/, ''),
    text('an approval is missing', / {2}--allow-tool 'shop\(allow_it\)' \\\n/, ''),
    text('the last denial is missing', / \\\n {2}--deny-tool 'shop\(hide_it\)'/, ''),
    text('a tool that needs approval is allowed', /\n$/, " --allow-tool 'shop(ask_it)'\n"),
    text('a tool that needs approval is denied', /\n$/, " --deny-tool 'shop(ask_it)'\n"),
    text('an unlisted tool is allowed', /\n$/, " --allow-tool 'shop(unnamed)'\n"),
    text('the server is allowed', /\n$/, " --allow-tool 'shop'\n"),
    text('the server is denied', /\n$/, " --deny-tool 'shop'\n"),
    text('all tools are allowed', /\n$/, ' --allow-all-tools\n'),
    text('everything is allowed', /\n$/, ' --allow-all\n'),
    text('yolo', /\n$/, ' --yolo\n'),
    text('all tools are allowed by the environment', /^/, 'COPILOT_ALLOW_ALL=true '),
    text('another server', /'shop\(/g, "'shopx("),
    text('another tool is denied', 'deny_it', 'deny_ti'),
    text('a denied tool in capitals', 'deny_it', 'Deny_it'),
    text('a flag misspelt', '--deny-tool', '--deny-tools'),
    text('a glob in place of a name', 'shop(deny_it)', 'shop(deny_*)'),
    text('only one tool is available', /\n$/, ' --available-tools shop-allow_it\n'),
    text('an allowed tool is excluded', /\n$/, ' --excluded-tools shop-allow_it\n'),
    text('quotes are missing', /'/g, ''),
    text('a quote is not closed', /'(?=[^']*$)/, ''),
    text('a command before it', /^/, 'copilot --allow-all-tools\n'),
  ],
  opencode: [
    text('ask becomes allow', '"ask"', '"allow"'),
    text('ask becomes deny', '"ask"', '"deny"'),
    text('allow becomes ask', '"allow"', '"ask"'),
    text('allow becomes deny', '"allow"', '"deny"'),
    text('deny becomes allow', '"deny"', '"allow"'),
    text('deny becomes ask', '"deny"', '"ask"'),
    ...['allow_it', 'ask_it', 'deny_it', 'hide_it'].map((tool) =>
      permission(`the rule for ${tool} is missing`, (own) => {
        delete own[`shop_${tool}`]
      }),
    ),
    permission('a star behind them allows everything', (own) => {
      own['*'] = 'allow'
    }),
    permission('a star behind them denies everything', (own) => {
      own['*'] = 'deny'
    }),
    permission('all tools of the server are allowed behind them', (own) => {
      own['shop_*'] = 'allow'
    }),
    permission('all tools of the server are asked about behind them', (own) => {
      own['shop_*'] = 'ask'
    }),
    permission('unlisted tools are allowed', (own) => {
      own['shop_unnamed'] = 'allow'
    }),
    permission('unlisted tools are denied', (own) => {
      own['shop_unnamed'] = 'deny'
    }),
    permission('a denial for some arguments', (own) => {
      own['shop_deny_it'] = { '*': 'allow', 'evil*': 'deny' }
    }),
    text('another server', /shop_/g, 'shopx_'),
    text('another tool is denied', 'deny_it', 'deny_ti'),
    text('a denied tool in capitals', 'deny_it', 'Deny_it'),
    text('names with a colon', /shop_/g, 'shop:'),
    text('names of another client', /"shop_/g, '"mcp__shop__'),
    text('an action that is not one', '"ask"', '"prompt"'),
    text('permission misspelt', '"permission"', '"permision"'),
    text('the form of the next version', '"permission"', '"permissions"'),
    json('an agent that may do everything', (policy) => {
      policy['agent'] = { build: { permission: { '*': 'allow' } } }
    }),
    text('broken JSON', /}\s*$/, ''),
  ],
}

function claudeBreaks(): Break[] {
  type Lists = Record<'deny' | 'ask' | 'allow', string[]> & Record<string, unknown>
  const lists = (id: string, change: (lists: Lists, policy: Record<string, unknown>) => void): Break =>
    json(id, (policy) => change(policy['permissions'] as Lists, policy))
  const [allowed, asked, denied, hidden] = ['allow_it', 'ask_it', 'deny_it', 'hide_it'].map(
    (tool) => `mcp__shop__${tool}`,
  ) as [string, string, string, string]
  return [
    lists('ask becomes allow', (own) => {
      own.ask = []
      own.allow.push(asked)
    }),
    lists('ask becomes deny', (own) => {
      own.ask = []
      own.deny.push(asked)
    }),
    lists('the question is missing', (own) => {
      own.ask = []
    }),
    lists('deny becomes allow', (own) => {
      own.deny = [hidden]
      own.allow.push(denied)
    }),
    lists('deny becomes ask', (own) => {
      own.deny = [hidden]
      own.ask.push(denied)
    }),
    lists('a denial is missing', (own) => {
      own.deny = [hidden]
    }),
    lists('allow becomes ask', (own) => {
      own.allow = []
      own.ask.push(allowed)
    }),
    lists('allow becomes deny', (own) => {
      own.allow = []
      own.deny.push(allowed)
    }),
    lists('the approval is missing', (own) => {
      own.allow = []
    }),
    lists('the server is allowed', (own) => own.allow.push('mcp__shop')),
    lists('all tools of the server are allowed', (own) => own.allow.push('mcp__shop__*')),
    lists('all tools of the server are asked about', (own) => own.ask.push('mcp__shop__*')),
    lists('every tool is denied', (own) => own.deny.push('mcp__*')),
    lists('an unlisted tool is allowed', (own) => own.allow.push('mcp__shop__unnamed')),
    lists('an unlisted tool is denied', (own) => own.deny.push('mcp__shop__unnamed')),
    text('another server', /mcp__shop__/g, 'mcp__shopx__'),
    text('another tool is denied', 'deny_it', 'deny_ti'),
    text('a denied tool in capitals', 'deny_it', 'Deny_it'),
    text('a denial with arguments', 'mcp__shop__deny_it', 'mcp__shop__deny_it(path:x)'),
    text('one underscore', 'mcp__shop__deny_it', 'mcp__shop_deny_it'),
    lists('a mode that bypasses permissions', (own) => {
      own['defaultMode'] = 'bypassPermissions'
    }),
    lists('a mode that refuses what needs approval', (own) => {
      own['defaultMode'] = 'dontAsk'
    }),
    lists('the mode plan', (own) => {
      own['defaultMode'] = 'plan'
    }),
    lists('a mode that cannot be bypassed', (own) => {
      own['disableBypassPermissionsMode'] = 'disable'
    }),
    lists('a hook that refuses in place of a question', (own, policy) => {
      own.ask = []
      policy['hooks'] = hook('mcp__shop__ask_it', 'echo no >&2; exit 2')
    }),
    lists('a hook that refuses an allowed tool', (_own, policy) => {
      policy['hooks'] = hook('mcp__shop__allow_it', 'echo no >&2; exit 2')
    }),
    lists('a hook that allows every tool', (_own, policy) => {
      const decision = { hookEventName: 'PreToolUse', permissionDecision: 'allow', permissionDecisionReason: 'yes' }
      policy['hooks'] = hook('mcp__.*', `echo '${JSON.stringify({ hookSpecificOutput: decision })}'`)
    }),
    text('permissions misspelt', '"permissions"', '"permission"'),
    text('deny misspelt', '"deny"', '"denied"'),
    text('a second list', '"ask"', '"deny": [], "ask"'),
    text('broken JSON', /}\s*$/, ''),
  ]
}

const hook = (matcher: string, command: string) => ({
  PreToolUse: [{ matcher, hooks: [{ type: 'command', command }] }],
})

function text(id: string, from: string | RegExp, to: string): Break {
  return { id, apply: (policy) => policy.replace(from, () => to) }
}

function json(id: string, change: (policy: Record<string, unknown>) => void): Break {
  return {
    id,
    apply(policy) {
      const value = JSON.parse(policy)
      change(value)
      return `${JSON.stringify(value, null, 2)}\n`
    },
  }
}

function filter(id: string, change: (entry: Record<string, unknown>) => void): Break {
  return json(id, (policy) => change((policy['mcpServers'] as Record<string, Record<string, unknown>>)['shop'] ?? {}))
}

function permission(id: string, change: (permission: Record<string, unknown>) => void): Break {
  return json(id, (policy) => change(policy['permission'] as Record<string, unknown>))
}

function rule(server: string, tool: string, decision: string, priority: number): string {
  return `\n[[rule]]\n${server}\ntoolName = "${tool}"\ndecision = "${decision}"\npriority = ${priority}\n`
}
