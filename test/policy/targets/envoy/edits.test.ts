import { envoy } from '../../../../src/policy/targets/envoy/target.ts'
import { noticesEdits } from '../../edits.ts'

const RULE = /- target:\n +tools:\n +- backend: "shop"\n +tool: "read"\n {10}cel: .*\n {10}action: "Allow"\n/

noticesEdits(envoy, {
  allow: [
    ['a denied tool is exposed', /- "drop_shop"\n/, '- "drop_shops"\n'],
    ['the exclusions are inclusions', 'exclude:', 'include:'],
    ['a tool is hidden that no rule names', '- "refund"', '- "refund"\n          - "x"'],
    ['everything is refused that no rule names', 'defaultAction: "Allow"', 'defaultAction: "Deny"'],
    ['the default action is that of the resource', /\n {6}defaultAction: "Allow"/, ''],
    ['the pattern has no end', '(/[^%]*)?$', '(/[^%]*)?'],
    ['the pattern has no beginning', '^/data', '/data'],
    ['the pattern lets more through', '[^%]*', '.*'],
    ['the condition holds for nothing that is missing', 'request.mcp.params == null || ', ''],
    ['the condition always holds', 'request.mcp.params == null || ', 'true || '],
    ['the condition is about another call', 'request.mcp.params == null', 'request.mcp.params != null'],
    ['a higher bound', '<= 100.0', '<= 1000.0'],
    ['the bound is a lower one', '<= 100.0', '>= 100.0'],
    ['the bound itself is refused', '<= 100.0', '< 100.0'],
    ['a switch may be on', /\(!\(\\"force\\"[^)]*\) \|\| [^)]*null\)/, 'true'],
    ['a recipient is added', '\\"bob\\"]', '\\"bob\\", \\"eve\\"]'],
    ['a recipient is missing', ', \\"bob\\"', ''],
    [
      'recipients are those that are refused',
      /(\["\\"to\\"\] in|arguments\[\\"to\\"\] in)/,
      'arguments[\\"to\\"] != null || false in',
    ],
    ['another argument is checked', /\[\\"path\\"\]\.matches/, '[\\"file\\"].matches'],
    [
      'the argument may be missing',
      '(\\"path\\" in request.mcp.params.arguments && ',
      '(!(\\"path\\" in request.mcp.params.arguments) || ',
    ],
    ['the rule for good calls is missing', RULE, ''],
    ['the rule for good calls denies', /action: "Allow"/, 'action: "Deny"'],
    ['the rule for other calls allows', /action: "Deny"/, 'action: "Allow"'],
    [
      'the rule for other calls is missing',
      /\n {8}- target:\n {12}tools:(\n {14}- backend: "shop"\n {16}tool: "\w+"){2}\n {10}action: "Deny"/,
      '',
    ],
    ['the rule is about another tool', 'tool: "read"', 'tool: "reads"'],
    ['the rule is about another server', /- backend: "shop"/, '- backend: "bank"'],
    ['a rule is about a tool that no rule names', 'tool: "mail"', 'tool: "post"'],
    ['a rule allows everything first', 'rules:\n', 'rules:\n        - action: "Allow"\n'],
    ['the expression cannot be read', 'request.mcp.params == null', 'request.mcp.params =='],
    ['the server is another', 'backendRefs:\n    - name: "shop"', 'backendRefs:\n    - name: "bank"'],
    [
      'a second server is there',
      'backendRefs:\n',
      'backendRefs:\n    - { name: "bank", kind: "Backend", group: "gateway.envoyproxy.io" }\n',
    ],
    ['the gateway is another', 'YOUR-GATEWAY', 'ANOTHER-GATEWAY'],
    [
      'the reference is a Service without a port',
      /kind: "Backend"\n {6}group: "gateway.envoyproxy.io"/,
      'kind: "Service"\n      group: ""',
    ],
  ],
  deny: [
    ['a second tool is exposed', '- "look"', '- "look"\n          - "refund"'],
    ['a tool is missing', /- "look"\n/, ''],
    ['the inclusions are exclusions', 'include:', 'exclude:'],
    ['names are patterns', 'include:', 'includeRegex:'],
    ['the list is empty', /include:[\s\S]*?(?= {2}securityPolicy)/, 'include: []\n'],
    ['the selector is missing', /\n {6}toolSelector:[\s\S]*?(?=\n {2}securityPolicy)/, ''],
    [
      'only some callers are checked',
      /\n {10}action: "Deny"/,
      '\n          source: { jwt: { scopes: ["a"] } }\n          action: "Deny"',
    ],
    ['only one path is checked', /- target:/, '- path: "/other"\n          target:'],
    ['the rules are missing', /\n {2}securityPolicy:[\s\S]*$/, '\n'],
  ],
})
